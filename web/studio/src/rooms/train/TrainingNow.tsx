/** The training that goes on: its stage, the time left, its curves as they grow, and its log. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Panel } from "../../components/Page";
import { ErrorNotice, Notice, Progress } from "../../components/States";
import { useCancel, useTrain, type Job } from "../../state/jobs";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { CurveChart } from "./CurveChart";
import { useLog } from "./trainData";
import { phaseOf, stageOf } from "./verdict";
import style from "./train.module.css";

export function TrainingNow({ job }: { readonly job: Job }) {
  const locale = useLocale();
  const { t } = locale;
  const cancel = useCancel();
  const may = useMay()("cancelJob");
  const phase = phaseOf(job);
  const stage = stageOf(job.message);
  const words =
    phase === "works" && stage !== undefined
      ? t(`train.stage_${stage}`)
      : phase === "works"
        ? job.message
        : t(`train.${phase}`);
  const left = job.seconds_left;
  return (
    <Panel
      title={t(job.background ? "train.trainsItself" : "train.trains")}
      tools={
        may && (
          <Button
            small
            icon="close"
            isPending={cancel.isPending}
            isDisabled={phase === "cancelling"}
            onPress={() => cancel.mutate(job.id)}
          >
            {t("shell.cancel")}
          </Button>
        )
      }
    >
      <Progress
        label={words}
        {...(job.progress > 0 && { value: job.progress })}
        {...(left !== null && phase === "works" && { note: timeLeft(locale, left) })}
      />
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
      {job.curve.length > 0 && (
        <div className={style.charts}>
          <CurveChart
            title={t("train.accuracy")}
            points={job.curve}
            of="accuracy"
            across={t("train.steps")}
          />
          <CurveChart
            title={t("train.loss")}
            points={job.curve}
            of="loss"
            across={t("train.steps")}
          />
        </div>
      )}
      <JobLog job={job} />
    </Panel>
  );
}

/** A training that failed or was cancelled: why, and what to do. */
export function TrainingEnded({ job }: { readonly job: Job }) {
  const locale = useLocale();
  const { t } = locale;
  const train = useTrain();
  const may = useMay()("askForJob");
  const again = may && (
    <Button small isPending={train.isPending} onPress={() => train.mutate()}>
      {t("train.again")}
    </Button>
  );
  return (
    <>
      <Notice tone={job.state === "failed" ? "bad" : "info"} actions={again}>
        {job.state === "failed"
          ? t("train.failed", { reason: jobErrorText(job, locale) })
          : t("train.cancelled", {
              who: job.cancelled_by ?? "",
              when: locale.ago(job.ended_at ?? job.created_at),
            })}
      </Notice>
      {train.error !== null && <ErrorNotice error={train.error} />}
    </>
  );
}

function JobLog({ job }: { readonly job: Job }) {
  const locale = useLocale();
  const [shown, setShown] = useState(false);
  const log = useLog(job, shown);
  const time = (at: string) =>
    new Date(at).toLocaleTimeString(locale.language, { timeStyle: "medium" });
  return (
    <details className={style.details} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{locale.t("train.log")}</summary>
      {log.error !== null && <ErrorNotice error={log.error} />}
      <ol className={style.log}>
        {log.data?.log.map((line, at) => {
          const stage = stageOf(line.text);
          return (
            <li key={at}>
              <time dateTime={line.at}>{time(line.at)}</time>
              <span>{stage === undefined ? line.text : locale.t(`train.stage_${stage}`)}</span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function timeLeft(locale: ReturnType<typeof useLocale>, seconds: number): string {
  return seconds < 1
    ? locale.t("train.soon")
    : locale.t("train.left", { time: locale.duration(Math.ceil(seconds)) });
}
