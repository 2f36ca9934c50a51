/** A job that adds: how far it is, the pictures as they come in, and what became of each file. */
import { useEffect } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Button, ButtonLink } from "../../components/Button";
import { ErrorNotice, Notice, Progress, Skeleton } from "../../components/States";
import { Thumbnail } from "../../components/Thumbnail";
import { forgetSending, useSending } from "../../state/adding";
import { roomPath } from "../../state/addresses";
import { isActive, type Job } from "../../state/jobs";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useJobs, useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { ProblemList } from "./ProblemList";
import { SendingProgress } from "./SendingProgress";
import { TrainingState } from "./TrainingState";
import style from "./AddingJob.module.css";

const NEWEST = 60;
const MOST = 200; // refused files that are listed

export interface AddingJobProps {
  readonly id: string;
  readonly onMore: () => void;
  /** Looks again at an upload that is still there. */
  readonly onUpload: (upload: string) => void;
}

export function AddingJob({ id, onMore, onUpload }: AddingJobProps) {
  const { t } = useLocale();
  const { name } = useProject();
  const jobs = useJobs();
  const sending = useSending(name, id);
  const known = jobs.data?.jobs.find((each) => each.id === id);
  const asked = useQuery({
    queryKey: projectKey(name, "jobs", id),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/jobs/{job}", {
          params: { path: { project: name, job: id } },
        }),
      ),
    enabled: jobs.data !== undefined && known === undefined,
  });
  const job = known ?? asked.data;
  const state = job?.state;
  useEffect(() => {
    if (state === "done") void forgetSending(name, id, false);
  }, [state, name, id]);
  if (job === undefined)
    return asked.error === null ? <Skeleton lines={4} /> : <ErrorNotice error={asked.error} />;
  const active = isActive(job);
  return (
    <div className={style.job}>
      {sending !== null && active && (
        <SendingProgress sending={sending} onCancel={() => void forgetSending(name, id, true)} />
      )}
      {active && <Going job={job} />}
      {job.state === "cancelled" && (
        <Notice
          tone="info"
          actions={
            <Button small onPress={onMore}>
              {t("start.chooseOthers")}
            </Button>
          }
        >
          {t("start.cancelled")}
        </Notice>
      )}
      {job.state === "failed" && <Failed job={job} onMore={onMore} onUpload={onUpload} />}
      {job.state === "done" && <Done job={job} onMore={onMore} />}
      {!active && <TrainingState />}
      <Newest />
    </div>
  );
}

interface FailedProps extends Omit<AddingJobProps, "id"> {
  readonly job: Job;
}

/** A job that failed: what was sent for it is still there, where it was its server that died. */
function Failed({ job, onMore, onUpload }: FailedProps) {
  const locale = useLocale();
  const { t } = locale;
  const { name } = useProject();
  const uploads = useQuery({
    queryKey: projectKey(name, "jobs", job.id, "uploads"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/uploads", { params: { path: { project: name } } })),
  });
  const whole = uploads.data?.uploads.findLast((each) => each.received === each.bytes);
  return (
    <Notice
      tone="bad"
      actions={
        <>
          {whole !== undefined && (
            <Button small tone="main" onPress={() => onUpload(whole.id)}>
              {t("start.goOnWithSent")}
            </Button>
          )}
          <Button small onPress={onMore}>
            {t("start.chooseOthers")}
          </Button>
        </>
      }
    >
      {jobErrorText(job, locale)}
    </Notice>
  );
}

function Going({ job }: { readonly job: Job }) {
  const { t } = useLocale();
  const { name, examples } = useProject();
  const cancel = useMutation({
    mutationFn: () =>
      call(
        api.POST("/v1/projects/{project}/jobs/{job}:cancel", {
          params: { path: { project: name, job: job.id } },
        }),
      ),
    onSuccess: () => {
      void forgetSending(name, job.id, true);
      void queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") });
    },
  });
  return (
    <div className={style.going}>
      {job.state === "waiting" ? (
        <Progress label={t("start.waiting")} />
      ) : (
        <Progress
          label={t("start.adding")}
          {...(job.progress > 0 && { value: job.progress })}
          note={t("shell.examples", { n: examples })}
        />
      )}
      <Button small isPending={cancel.isPending} onPress={() => cancel.mutate()}>
        {t("shell.cancel")}
      </Button>
    </div>
  );
}

function Done({ job, onMore }: { readonly job: Job; readonly onMore: () => void }) {
  const { t } = useLocale();
  const { name } = useProject();
  const count = (key: string) => Number(job.result[key] ?? 0);
  const [added, known, refused] = [count("added"), count("known"), count("refused")];
  const contradictions = count("contradictions");
  const list = useQuery({
    queryKey: projectKey(name, "jobs", job.id, "refused"),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/jobs/{job}/files", {
          params: {
            path: { project: name, job: job.id },
            query: { status: "refused", limit: MOST },
          },
        }),
      ),
    enabled: refused > 0,
  });
  const parts = [t("start.added", { n: added })];
  if (known > 0) parts.push(t("start.known", { n: known }));
  if (contradictions > 0) parts.push(t("start.contradictions", { n: contradictions }));
  return (
    <>
      <Notice
        tone="good"
        actions={
          <span className={style.actions}>
            <Button small icon="add" onPress={onMore}>
              {t("start.addMore")}
            </Button>
            <ButtonLink small href={roomPath(name, "explore")}>
              {t("start.seeAll")}
            </ButtonLink>
          </span>
        }
      >
        {parts.join(" ")}
      </Notice>
      {refused > 0 && (
        <ProblemList
          title={t("start.refused", { n: refused })}
          problems={list.data?.files ?? []}
          count={refused}
        />
      )}
    </>
  );
}

/** The newest examples, which come in while the job goes on. */
function Newest() {
  const { t } = useLocale();
  const { name, modality } = useProject();
  const found = useQuery({
    queryKey: projectKey(name, "examples", "newest", NEWEST),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { order: "newest", limit: NEWEST } },
        }),
      ),
  });
  const examples = found.data?.examples ?? [];
  if (examples.length === 0) return null;
  return (
    <ul className={modality === "text" ? style.texts : style.grid} aria-label={t("start.newest")}>
      {examples.map((each) => (
        <li key={each.id}>
          <Thumbnail example={each} />
          {each.labels.length > 0 && <span className={style.label}>{each.labels.join(", ")}</span>}
        </li>
      ))}
    </ul>
  );
}
