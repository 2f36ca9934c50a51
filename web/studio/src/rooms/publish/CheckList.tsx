/** What was checked before publishing, what needs attention first. */
import { names } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useLocale } from "../../state/localeContext";
import { byUrgency, checkText } from "./checkText";
import type { Check } from "./publishData";
import style from "./publish.module.css";

const MARKS = { passed: "check", warning: "warning", refused: "alert" } as const;

export interface CheckListProps {
  readonly checks: readonly Check[];
  /** Whether other ones are on their way. */
  readonly stale: boolean;
}

export function CheckList({ checks, stale }: CheckListProps) {
  const locale = useLocale();
  return (
    <ul
      className={names(style.checks, stale && style.stale)}
      aria-label={locale.t("publish.checks")}
      aria-busy={stale}
    >
      {byUrgency(checks).map((each) => (
        <li key={each.name} className={style[each.state]}>
          <Icon name={MARKS[each.state]} />
          <span>
            <span className="visually-hidden">{locale.t(`publish.state_${each.state}`)}: </span>
            {checkText(each, locale)}
          </span>
        </li>
      ))}
    </ul>
  );
}
