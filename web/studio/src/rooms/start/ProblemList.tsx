/** Files that can't be used, each with the reason. */
import { Icon } from "../../components/Icon";
import { codedErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import style from "./ProblemList.module.css";

export interface ProblemListProps {
  readonly title: string;
  readonly problems: readonly {
    readonly name: string;
    readonly error: { readonly code: string; readonly detail: string } | null;
  }[];
  /** The number of all problems, where more than these. */
  readonly count: number;
}

export function ProblemList({ title, problems, count }: ProblemListProps) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <details className={style.problems}>
      <summary>
        <Icon name="warning" />
        <span>{title}</span>
        <Icon name="down" />
      </summary>
      <ul>
        {problems.map(({ name, error }, at) => (
          <li key={at}>
            <strong>{name}</strong>
            <span>{error !== null && codedErrorText(error, locale)}</span>
          </li>
        ))}
        {count > problems.length && <li>{t("start.andMore", { n: count - problems.length })}</li>}
      </ul>
    </details>
  );
}
