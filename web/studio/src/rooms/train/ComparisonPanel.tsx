/** Two runs on the same test set: which is better, and whether that is more than chance. */
import { ButtonLink, IconButton } from "../../components/Button";
import { LabelChip } from "../../components/LabelChip";
import { Panel } from "../../components/Page";
import { ErrorNotice, Notice, Progress } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { useComparison, type Comparison } from "./trainData";
import style from "./train.module.css";

export interface ComparisonPanelProps {
  readonly first: number;
  readonly second: number;
  readonly onClose: () => void;
}

export function ComparisonPanel({ first, second, onClose }: ComparisonPanelProps) {
  const { t } = useLocale();
  const found = useComparison(first, second);
  return (
    <Panel
      title={t("train.beside", { first, second })}
      tools={<IconButton small icon="close" label={t("train.closeComparison")} onPress={onClose} />}
    >
      {found.error !== null ? (
        <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Progress label={t("train.comparing")} />
      ) : (
        <Compared found={found.data} />
      )}
    </Panel>
  );
}

function Compared({ found }: { readonly found: Comparison }) {
  const locale = useLocale();
  const { t } = locale;
  const { name, multi_label: several } = useProject();
  const { first, second, better } = found;
  const points = (share: number) =>
    locale.number(100 * share, { signDisplay: "exceptZero", maximumFractionDigits: 1 });
  const equal = found.gained.length + found.lost.length === 0;
  const runs = { first: first.run, second: second.run };
  const verdict =
    better === "second"
      ? t("train.secondBetter", runs)
      : better === "first"
        ? t("train.firstBetter", runs)
        : t(equal ? "train.noDifference" : "train.mayBeChance", runs);
  return (
    <>
      <Notice tone={better === null ? "info" : better === "second" ? "good" : "warn"}>
        <strong>{verdict}</strong>{" "}
        {!equal &&
          t("train.trueDifference", {
            n: found.examples,
            low: points(found.low),
            high: points(found.high),
          })}
      </Notice>
      <div className={style.scroll}>
        <table className={style.table}>
          <thead>
            <tr>
              <td />
              {[first, second].map((each) => (
                <th key={each.run} scope="col" className={style.right}>
                  {t("train.run", { number: each.run })}
                </th>
              ))}
              <th scope="col" className={style.right}>
                {t("train.difference")}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("train.right")}</th>
              {[first, second].map((each) => (
                <td key={each.run} className={style.right}>
                  {locale.percent(each.accuracy, 1)}
                </td>
              ))}
              <td className={style.right}>{points(found.difference)}</td>
            </tr>
            <tr>
              <th scope="row">{t("train.sure")}</th>
              {[first, second].map((each) => (
                <td key={each.run} className={style.right}>
                  {locale.percent(each.sure, 1)}
                </td>
              ))}
              <td className={style.right}>{points(second.sure - first.sure)}</td>
            </tr>
            <tr>
              <th scope="row">{t("train.sureRight")}</th>
              {[first, second].map((each) => (
                <td key={each.run} className={style.right}>
                  {each.sure_right === null ? "–" : locale.percent(each.sure_right, 1)}
                </td>
              ))}
              <td className={style.right}>
                {first.sure_right !== null &&
                  second.sure_right !== null &&
                  points(second.sure_right - first.sure_right)}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {!equal && (
        <ul className={style.advice}>
          {(["gained", "lost"] as const).map(
            (each) =>
              found[each].length > 0 && (
                <li key={each}>
                  <span>{t(`train.${each}`, { n: found[each].length, ...runs })}</span>
                  <ButtonLink
                    small
                    tone="quiet"
                    href={roomPath(name, "test", {
                      run: each === "gained" ? first.run : second.run,
                      view: "mistakes",
                    })}
                  >
                    {t("train.seeMistakes")}
                  </ButtonLink>
                </li>
              ),
          )}
        </ul>
      )}
      {several && <DecidedByLabel found={found} />}
      {!several && found.by_label.some((each) => each.direction !== null) && (
        <ul className={style.advice}>
          {found.by_label
            .filter((each) => each.direction !== null)
            .map((each) => (
              <li key={each.label}>
                {each.label !== null && <LabelChip label={each.label} />}
                <span>
                  {t(each.direction === "better" ? "train.labelBetter" : "train.labelWorse", {
                    n: each.examples,
                    before: each.first_right,
                    after: each.second_right,
                  })}
                </span>
              </li>
            ))}
        </ul>
      )}
    </>
  );
}

/** For each label of a multi-label project, how often it is rightly decided whether it holds. */
function DecidedByLabel({ found }: { readonly found: Comparison }) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <div className={style.scroll}>
      <table className={style.table}>
        <caption className={style.caption}>{t("train.decidedByLabel")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("train.label")}</th>
            {[found.first, found.second].map((each) => (
              <th key={each.run} scope="col" className={style.right}>
                {t("train.run", { number: each.run })}
              </th>
            ))}
            <th scope="col" className={style.right}>
              {t("train.difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.by_label.map((each) => (
            <tr key={each.label}>
              <th scope="row">{each.label !== null && <LabelChip label={each.label} />}</th>
              {[each.first_right, each.second_right].map((right, at) => (
                <td key={at} className={style.right}>
                  {t("train.rightOf", { right, n: each.examples })}
                </td>
              ))}
              <td className={style.right}>{t(`train.label_${each.direction ?? "chance"}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
