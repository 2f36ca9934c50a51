/** A label as it stands beside a picture: its colour and its name. */
import { useProject } from "../state/project";
import { names } from "./Button";
import { labelColour } from "./labelColour";
import style from "./LabelChip.module.css";

export interface LabelChipProps {
  readonly label: string;
  /** Whether it is what the example is not. */
  readonly not?: boolean;
  /** Whether it is a model's suggestion, which nobody confirmed. */
  readonly suggested?: boolean;
  /** What stands behind the name, such as a number or a score. */
  readonly note?: string;
}

export function LabelChip({ label, not, suggested, note }: LabelChipProps) {
  const { labels } = useProject();
  return (
    <span className={names(style.chip, not && style.not, suggested && style.suggested)}>
      <span
        className={style.dot}
        style={{ backgroundColor: labelColour(label, labels) }}
        aria-hidden="true"
      />
      <span className={style.name}>{label}</span>
      {note !== undefined && <span className={style.note}>{note}</span>}
    </span>
  );
}
