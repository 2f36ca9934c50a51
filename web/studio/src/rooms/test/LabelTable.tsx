/** How well each label is predicted, the weakest first; a row opens what went wrong with it. */
import { WideTable } from "../../components/WideTable";
import { useLocale } from "../../state/localeContext";
import type { Locale } from "../../locales/locale";
import type { Overview, Share } from "./testData";
import { LabelName } from "./LabelName";
import style from "./test.module.css";

/** What a cell counts: examples that rightly got a label, wrongly got it, or missed it. */
export type LabelCell = "right" | "wrong" | "missed";

const CELLS = ["right", "wrong", "missed"] as const;

export interface LabelTableProps {
  readonly labels: Overview["labels"];
  /** Whether an example may have several labels: then no matrix shows what was taken for what. */
  readonly several: boolean;
  /** Opens the examples of a cell. */
  readonly onOpen: (label: string | null, what: LabelCell) => void;
}

export function LabelTable({ labels, several, onOpen }: LabelTableProps) {
  const { t } = useLocale();
  const ordered = [...labels].sort((a, b) => (a.f1.value ?? 2) - (b.f1.value ?? 2));
  return (
    <WideTable label={t("test.label")}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t("test.label")}</th>
            <th scope="col">{t("test.tested")}</th>
            {several &&
              CELLS.map((each) => (
                <th key={each} scope="col">
                  {t(`test.column_${each}`)}
                  <span className={style.explained}>{t(`test.column_${each}Words`)}</span>
                </th>
              ))}
            <th scope="col">
              {t("test.recall")}
              <span className={style.explained}>{t("test.recallWords")}</span>
            </th>
            <th scope="col">
              {t("test.precision")}
              <span className={style.explained}>{t("test.precisionWords")}</span>
            </th>
            {!several && <th scope="col">{t("test.mistakes")}</th>}
          </tr>
        </thead>
        <tbody>
          {ordered.map((each) => {
            const missed = each.examples - each.right;
            const wrong = each.answered - each.right;
            const counts = { right: each.right, wrong, missed };
            return (
              <tr key={each.label ?? ""}>
                <th scope="row">
                  <LabelName label={each.label} />
                </th>
                <td>{each.examples}</td>
                {several &&
                  CELLS.map((what) => (
                    <td key={what}>
                      <Count
                        n={counts[what]}
                        says={t(`test.cell_${what}`, {
                          n: counts[what],
                          label: each.label ?? t("test.noneOfThese"),
                        })}
                        tone={what === "right" ? "right" : "wrong"}
                        onPress={() => onOpen(each.label, what)}
                      />
                    </td>
                  ))}
                <td>
                  <ShareBar share={each.recall} />
                </td>
                <td>
                  <ShareBar share={each.precision} />
                </td>
                {!several && (
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
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </WideTable>
  );
}

interface CountProps {
  readonly n: number;
  /** The count in words. */
  readonly says: string;
  readonly tone: "right" | "wrong";
  readonly onPress: () => void;
}

/** A number of examples, which opens them. */
function Count({ n, says, tone, onPress }: CountProps) {
  if (n === 0) return <span className={style.faint}>0</span>;
  return (
    <button
      type="button"
      className={`${style.cell} ${style.count} ${tone === "right" ? style.cellRight : style.cellWrong}`}
      style={{ "--weight-of-cell": "60%" } as object}
      aria-label={says}
      title={says}
      onClick={onPress}
    >
      {n}
    </button>
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
