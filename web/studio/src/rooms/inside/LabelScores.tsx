/** How outputs become scores, before and after the calibration. */
import { use } from "react";
import { labelColour } from "../../components/labelColour";
import { WideTable } from "../../components/WideTable";
import { useLocale } from "../../state/localeContext";
import { ProjectContext } from "../../state/project";
import type { Followed, FollowedLabel } from "./followed";
import { ShareBar } from "./ShareBar";
import style from "./chapters.module.css";

export interface LabelScoresProps {
  readonly followed: Followed;
  readonly labels: readonly FollowedLabel[];
  readonly nameOf: (label: string | null) => string;
}

export function LabelScores({ followed, labels, nameOf }: LabelScoresProps) {
  const locale = useLocale();
  const { t } = locale;
  const project = use(ProjectContext);
  const { method, temperature, calibrated } = followed.view;
  const number = new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 });
  // No answer is certain, and none is impossible.
  const percent = (share: number) =>
    locale.percent(share === 0 ? 0 : Math.min(0.999, Math.max(0.001, share)), 1);
  const shared = method === "softmax";
  return (
    <div className={style.stack}>
      <p>{t(shared ? "inside.softmaxScores" : "inside.sigmoidScores")}</p>
      {shared && (
        <ShareBar
          labels={labels.map((each) => nameOf(each.label))}
          shares={labels.map((each) => each.score)}
          {...(project && {
            colours: labels.map((each) => labelColour(each.label ?? "", project.labels)),
          })}
        />
      )}
      <WideTable label={t("inside.scores")}>
        <table className={style.values}>
          <thead>
            <tr>
              <th scope="col">{t("inside.labelColumn")}</th>
              <th scope="col">{t("inside.output")}</th>
              <th scope="col">{t("inside.score")}</th>
              <th scope="col">{t("inside.before")}</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((each) => (
              <tr key={nameOf(each.label)}>
                <th scope="row">{nameOf(each.label)}</th>
                <td>{each.output === null ? t("inside.ruledOut") : number.format(each.output)}</td>
                <td>{percent(each.score)}</td>
                <td>{percent(each.uncalibrated_score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className={style.now}>
        {followed.more > 0 && `${t("inside.moreLabels", { n: followed.more })} `}
        {temperature !== null &&
          t(temperature > 1 ? "inside.softer" : "inside.bolder", {
            temperature: number.format(temperature),
          })}
        {temperature === null && t("inside.eachCalibrated")}
        {!calibrated && ` ${t("inside.notCalibrated")}`}
      </p>
    </div>
  );
}
