/** One answer of the two: what, how sure, how long it took. */
import { Score } from "../../components/Score";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { LabelName } from "./LabelName";
import type { Tried } from "./trial";
import { milliseconds } from "./milliseconds";
import style from "./test.module.css";

export interface TriedPanelProps {
  readonly title: string;
  readonly hint: string;
  readonly outcome: Tried | { readonly error: unknown } | null;
  /** Whether an answer is on its way. */
  readonly waiting: boolean;
}

export function TriedPanel({ title, hint, outcome, waiting }: TriedPanelProps) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <section className={style.tried}>
      <header>
        <h2>{title}</h2>
        {outcome !== null && "answer" in outcome && (
          <span className={style.time}>{milliseconds(outcome.seconds, locale.language)}</span>
        )}
      </header>
      {outcome === null ? (
        waiting ? (
          <Skeleton lines={3} />
        ) : (
          <p className={style.faint}>{hint}</p>
        )
      ) : "error" in outcome ? (
        <ErrorNotice error={outcome.error} />
      ) : (
        <Answer tried={outcome} />
      )}
      {outcome !== null && "answer" in outcome && outcome.answer.novel && (
        <p className={style.faint}>{t("test.novel")}</p>
      )}
    </section>
  );
}

function Answer({ tried: { answer } }: { readonly tried: Tried }) {
  const { t } = useLocale();
  return (
    <>
      <p className={style.answer}>
        {answer.labels === undefined ? (
          <LabelName label={answer.answer} />
        ) : answer.labels.length === 0 ? (
          <LabelName label={null} />
        ) : (
          answer.labels.map((each) => <LabelName key={each.label} label={each.label} />)
        )}
        <Score score={answer.score} sure={answer.sure} />
      </p>
      <ul className={style.scores}>
        {answer.alternatives.map((each) => (
          <li key={each.answer}>
            <LabelName label={each.answer} />
            <Score score={each.score} />
          </li>
        ))}
      </ul>
      {(answer.entities?.length ?? 0) > 0 && (
        <>
          <h3 className={style.subtitle}>{t("test.entities")}</h3>
          <ul className={style.features}>
            {answer.entities!.map((each) => (
              <li key={`${each.start} ${each.kind}`}>
                “{each.text}” <span className={style.faint}>{each.kind}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
