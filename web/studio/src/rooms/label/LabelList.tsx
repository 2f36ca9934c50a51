/** The labels to press, each with its key. */
import { Button, names } from "../../components/Button";
import { Kbd } from "../../components/Kbd";
import { LongName } from "../../components/LongName";
import { labelColour } from "../../components/labelColour";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { NONE_OF_THESE, type LabelKey } from "./labellingData";
import type { QueueItem } from "./queueState";
import style from "./label.module.css";

/** So many labels a phone shows at once; of more, what finds one comes first there. */
const FEW = 5;

export interface LabelListProps {
  readonly keys: readonly LabelKey[];
  /** In a multi-label project those that are chosen. */
  readonly chosen: readonly string[];
  readonly guess: QueueItem["guess"];
  readonly onChoose: (label: string) => void;
  readonly onFind: () => void;
}

export function LabelList({ keys, chosen, guess, onChoose, onFind }: LabelListProps) {
  const { t } = useLocale();
  const { labels, multi_label: several } = useProject();
  const counts = new Map(labels.map((each) => [each.name, each.count]));
  const listed = keys.some((each) => each.label === NONE_OF_THESE)
    ? keys
    : [...keys, { label: NONE_OF_THESE, key: null }];
  return (
    <ul className={style.labels}>
      {listed.map(({ label, key }) => (
        <li key={label}>
          <button
            type="button"
            className={names(
              style.label,
              chosen.includes(label) && style.chosen,
              (several ? guess?.labels.includes(label) : guess?.label === label) && style.guessed,
            )}
            {...(several && { "aria-pressed": chosen.includes(label) })}
            onClick={() => onChoose(label)}
          >
            <span
              className={style.dot}
              style={{ backgroundColor: labelColour(label, labels) }}
              aria-hidden="true"
            />
            <span className={style.labelName}>
              {label === NONE_OF_THESE ? t("label.noneOfThese") : <LongName name={label} />}
            </span>
            <span className={style.count}>{counts.get(label) ?? 0}</span>
            {key !== null && <Kbd name={key} />}
          </button>
        </li>
      ))}
      <li className={names(style.find, listed.length > FEW && style.findFirst)}>
        <Button small tone="quiet" icon="add" onPress={onFind}>
          {t("label.find")}
        </Button>
      </li>
    </ul>
  );
}
