/** A version that is being published, and what became of it: a job does it, on the server. */
import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice, Notice, Progress } from "../../components/States";
import { jobErrorText } from "../../state/errorText";
import { isActive, useCancel, useNewestJob, type Job } from "../../state/jobs";
import { useLocale } from "../../state/localeContext";
import { toast } from "../../state/toasts";
import style from "./publish.module.css";

const KIND = "publish";
const STAGES = {
  "reading the examples": "publish.stage_reading",
  embedding: "publish.stage_reading",
  "comparing answers": "publish.stage_comparing",
  "writing the version": "publish.stage_writing",
} as const;

/** Returns the newest publishing; undefined where there was none. */
export function usePublishing(): Job | undefined {
  return useNewestJob(KIND);
}

/** Says that a version is published, in whichever part of the room one is. */
export function usePublishedToast(): void {
  const { t } = useLocale();
  const job = usePublishing();
  const watched = useRef<string>(undefined);
  useEffect(() => {
    if (job === undefined) return;
    if (isActive(job)) watched.current = job.id;
    else if (watched.current === job.id) {
      watched.current = undefined;
      const version = Number(job.result.version);
      if (job.state === "done") toast({ text: t("publish.done", { version }) });
    }
  }, [job, t]);
}

export function PublishingJob({ job }: { readonly job: Job }) {
  const locale = useLocale();
  const { t } = locale;
  const cancel = useCancel();
  if (job.state === "failed") return <Notice tone="bad">{jobErrorText(job, locale)}</Notice>;
  if (job.state === "cancelled") return <Notice tone="info">{t("publish.cancelled")}</Notice>;
  if (job.state === "done") return null;
  const stage = (STAGES as Readonly<Record<string, (typeof STAGES)[keyof typeof STAGES]>>)[
    job.message
  ];
  return (
    <div className={style.group}>
      <Progress
        label={t(stage ?? (job.state === "waiting" ? "publish.waits" : "publish.begins"))}
        {...(job.progress > 0 && { value: job.progress })}
      />
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
      <div className={style.actions}>
        <Button
          small
          icon="close"
          isPending={cancel.isPending}
          isDisabled={job.cancelled_by !== null}
          onPress={() => cancel.mutate(job.id)}
        >
          {t("shell.cancel")}
        </Button>
        <span className={style.soft}>{t("publish.goesOn")}</span>
      </div>
    </div>
  );
}
