/** How well each label is predicted, the weakest first; a row opens what went wrong with it. */
import { WideTable } from "../../components/WideTable";
import { useLocale } from "../../state/localeContext";
import type { Locale } from "../../locales/locale";
import type { Overview, Share } from "./testData";
import { LabelName } from "./LabelName";
import style from "./test.module.css";

export interface LabelTableProps {
  readonly labels: Overview["labels"];
  /** Opens the examples of a label that it missed, or that it gave wrongly. */
  readonly onOpen: (label: string | null, what: "missed" | "wrong") => void;
}

export function LabelTable({ labels, onOpen }: LabelTableProps) {
  const { t } = useLocale();
  const ordered = [...labels].sort((a, b) => (a.f1.value ?? 2) - (b.f1.value ?? 2));
  return (
    <WideTable label={t("test.label")}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t("test.label")}</th>
            <th scope="col">{t("test.tested")}</th>
            <th scope="col">
              {t("test.recall")}
              <span className={style.explained}>{t("test.recallWords")}</span>
            </th>
            <th scope="col">
              {t("test.precision")}
              <span className={style.explained}>{t("test.precisionWords")}</span>
            </th>
            <th scope="col">{t("test.mistakes")}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((each) => {
            const missed = each.examples - each.right;
            const wrong = each.answered - each.right;
            return (
              <tr key={each.label ?? ""}>
                <th scope="row">
                  <LabelName label={each.label} />
                </th>
                <td>{each.examples}</td>
                <td>
                  <ShareBar share={each.recall} />
                </td>
                <td>
                  <ShareBar share={each.precision} />
                </td>
                <td>
                  <span className={style.links}>
                    {missed > 0 && (
                      <button
                        type="button"
                        className={style.link}
                        onClick={() => onOpen(each.label, "missed")}
                      >
                        {t("test.missed", { n: missed })}
                      </button>
                    )}
                    {wrong > 0 && (
                      <button
                        type="button"
                        className={style.link}
                        onClick={() => onOpen(each.label, "wrong")}
                      >
                        {t("test.wrong", { n: wrong })}
                      </button>
                    )}
                    {missed + wrong === 0 && (
                      <span className={style.faint}>{t("test.noMistake")}</span>
                    )}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </WideTable>
  );
}

/** A share with its interval, as a bar and in words. */
export function ShareBar({ share }: { readonly share: Share }) {
  const locale = useLocale();
  if (share.value === null) return <span className={style.faint}>–</span>;
  return (
    <span className={style.share}>
      <span className={style.shareBar} aria-hidden="true">
        <span
          className={style.shareBand}
          style={{
            insetInlineStart: `${share.low * 100}%`,
            inlineSize: `${(share.high - share.low) * 100}%`,
          }}
        />
        <span className={style.shareMark} style={{ insetInlineStart: `${share.value * 100}%` }} />
      </span>
      <span>{locale.percent(share.value)}</span>
      <span className={style.explained}>{range(share, locale)}</span>
    </span>
  );
}

function range({ low, high }: Share, locale: Locale): string {
  return locale.t("test.range", { from: locale.percent(low), to: locale.percent(high) });
}
