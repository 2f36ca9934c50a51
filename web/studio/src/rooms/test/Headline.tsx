/** How often it is right, and how exactly that is known. */
import { useLocale } from "../../state/localeContext";
import type { Overview } from "./testData";
import style from "./test.module.css";

export function Headline({ test }: { readonly test: Overview }) {
  const locale = useLocale();
  const { t } = locale;
  const { value, low, high } = test.accuracy;
  if (value === null) return <p className={style.faint}>{t("test.nothingCounted")}</p>;
  const [from, to] = [locale.percent(low), locale.percent(high)];
  return (
    <div className={style.headline}>
      <p className={style.figure}>
        {locale.percent(value)}{" "}
        <span className={style.figureWord}>
          {t(test.multi_label ? "test.exactly" : "test.right")}
        </span>
      </p>
      <p>
        {t(test.multi_label ? "test.exactOf" : "test.rightOf", {
          right: test.correct,
          n: test.examples,
        })}
      </p>
      <div className={style.interval} role="img" aria-label={t("test.between", { from, to })}>
        <span
          className={style.intervalBand}
          style={{ insetInlineStart: `${low * 100}%`, inlineSize: `${(high - low) * 100}%` }}
        />
        <span className={style.intervalMark} style={{ insetInlineStart: `${value * 100}%` }} />
      </div>
      <div className={style.intervalEnds} aria-hidden="true">
        <span>{locale.percent(0)}</span>
        <span>{locale.percent(1)}</span>
      </div>
      <p className={style.faint}>{t("test.between", { from, to })}</p>
    </div>
  );
}
