/** All runs, the newest first: one is looked at, and another set beside it. */
import { Button } from "../../components/Button";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import type { Run } from "../../state/runs";
import { verdictOf } from "./verdict";
import style from "./train.module.css";

export interface RunTableProps {
  readonly runs: readonly Run[];
  readonly shown: number | undefined;
  readonly beside: number | undefined;
  readonly onShow: (run: number) => void;
  readonly onCompare: (run: number | undefined) => void;
}

export function RunTable({ runs, shown, beside, onShow, onCompare }: RunTableProps) {
  const locale = useLocale();
  const { t } = locale;
  const { live_version: live } = useProject();
  return (
    <Panel title={t("train.runs")}>
      <p className={style.faint}>{t(runs.length > 1 ? "train.runsText" : "train.oneRun")}</p>
      <div className={style.scroll}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t("train.column_run")}</th>
              <th scope="col">{t("train.column_when")}</th>
              <th scope="col" className={style.right}>
                {t("train.column_examples")}
              </th>
              <th scope="col" className={style.right}>
                {t("train.validation")}
              </th>
              <th scope="col">{t("train.column_verdict")}</th>
              <th scope="col">{t("train.column_version")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.number} aria-current={run.number === shown ? "true" : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={style.link}
                    onClick={() => onShow(run.number)}
                    aria-label={t("train.showRun", { number: run.number })}
                  >
                    {run.number}
                  </button>
                </th>
                <td>
                  <time dateTime={run.created_at} title={locale.moment(run.created_at)}>
                    {locale.ago(run.created_at)}
                  </time>
                </td>
                <td className={style.right}>{locale.number(run.examples)}</td>
                <td className={style.right}>
                  {run.validation_accuracy === null ? "–" : locale.percent(run.validation_accuracy)}
                </td>
                <td>{t(`train.verdict_${verdictOf(run.diagnosis).key}`)}</td>
                <td>
                  {run.version !== null &&
                    t(run.version === live ? "train.versionLive" : "train.version", {
                      version: run.version,
                    })}
                </td>
                <td className={style.right}>
                  {run.number !== shown && (
                    <Button
                      small
                      tone="quiet"
                      aria-pressed={run.number === beside}
                      onPress={() => onCompare(run.number === beside ? undefined : run.number)}
                    >
                      {t(run.number === beside ? "train.compared" : "train.compare")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
