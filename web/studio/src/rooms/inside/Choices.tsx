/** One of a few, side by side. */
import { Label, Radio, RadioGroup } from "react-aria-components";
import style from "./chapters.module.css";

export interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { label, value, choices, onChange } = props;
  return (
    <RadioGroup
      className={style.choices ?? ""}
      value={value}
      onChange={(next) => onChange(next as Value)}
      orientation="horizontal"
    >
      <Label className={style.choicesLabel ?? ""}>{label}</Label>
      <div className={style.choicesRow}>
        {choices.map((each) => (
          <Radio key={each.value} value={each.value} className={style.choice ?? ""}>
            {each.text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
