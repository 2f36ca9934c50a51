/** Fields of forms: text, choice, switch, slider. Each has a name that is seen. */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Slider as AriaSlider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  Switch as AriaSwitch,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { names } from "./Button";
import { Icon } from "./Icon";
import style from "./Field.module.css";
import menu from "./Menu.module.css";

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  "className" | "style" | "children"
> {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** What is wrong with the value, and what to do; "" where nothing is. */
  readonly error?: string;
  /** The number of lines; one by default. */
  readonly lines?: number;
  /** Whether the name is for screen readers alone, as of a search field. */
  readonly quiet?: boolean;
}

export function TextField({
  label,
  hint,
  error,
  lines,
  placeholder,
  quiet,
  ...rest
}: TextFieldProps) {
  const invalid = error !== undefined && error !== "";
  return (
    <AriaTextField {...rest} className={style.field ?? ""} isInvalid={invalid}>
      <Label className={quiet ? "visually-hidden" : (style.label ?? "")}>{label}</Label>
      {lines === undefined ? (
        <Input className={style.input ?? ""} placeholder={placeholder ?? ""} />
      ) : (
        <TextArea className={style.input ?? ""} rows={lines} placeholder={placeholder ?? ""} />
      )}
      {hint !== undefined && (
        <Text slot="description" className={style.hint ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={style.error ?? ""}>{error}</FieldError>
    </AriaTextField>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly hint?: string;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly quiet?: boolean;
  readonly small?: boolean;
  readonly disabled?: boolean;
}

/** A choice of one from a list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, choices, onChange, quiet, small, disabled } = props;
  return (
    <AriaSelect
      className={style.field ?? ""}
      value={value}
      onChange={(key) => onChange(key as Value)}
      isDisabled={disabled ?? false}
    >
      <Label className={quiet ? "visually-hidden" : (style.label ?? "")}>{label}</Label>
      <AriaButton className={names(style.input, style.select, small && style.small)}>
        <SelectValue className={style.value ?? ""}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <Icon name="down" />
      </AriaButton>
      <Popover className={menu.popover ?? ""}>
        <ListBox className={menu.menu ?? ""}>
          {choices.map((each) => (
            <ListBoxItem
              key={each.value}
              id={each.value}
              textValue={each.text}
              className={menu.item ?? ""}
            >
              <span className={menu.text}>
                {each.text}
                {each.hint !== undefined && <span className={style.hint}>{each.hint}</span>}
              </span>
              {each.value === value && <Icon name="check" />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface SwitchProps {
  readonly children: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ children, on, onChange, disabled }: SwitchProps) {
  return (
    <AriaSwitch
      className={style.switch ?? ""}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled ?? false}
    >
      <span className={style.track} aria-hidden="true" />
      {children}
    </AriaSwitch>
  );
}

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** Called when the person lets go. */
  readonly onEnd?: (value: number) => void;
  /** The value in words. */
  readonly format?: Intl.NumberFormatOptions;
}

export function Slider({ label, value, least, most, step, onChange, onEnd, format }: SliderProps) {
  return (
    <AriaSlider
      className={style.slider ?? ""}
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={(next) => onChange(next as number)}
      {...(onEnd && { onChangeEnd: (next: number | number[]) => onEnd(next as number) })}
      {...(format && { formatOptions: format })}
    >
      <Label className={style.label ?? ""}>{label}</Label>
      <SliderOutput className={style.output ?? ""} />
      <SliderTrack className={style.groove ?? ""}>
        {({ state }) => (
          <>
            <span
              className={style.fill}
              style={{ inlineSize: `${state.getThumbPercent(0) * 100}%` }}
            />
            <SliderThumb className={style.thumb ?? ""} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
