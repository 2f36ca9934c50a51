/** Where the learning stands: what is missing, that it learns, or what it has learnt. */
import { Button, ButtonLink } from "../../components/Button";
import { Notice, Progress, ErrorNotice } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { isActive, useNewestJob, useTrain } from "../../state/jobs";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useProject, type ProjectDetails } from "../../state/project";
import style from "./TrainingState.module.css";

/** How many examples each of two labels needs before the first training begins by itself. */
export const ENOUGH = 5;

export function TrainingState() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const { name, last_run: run, live_version: live, next } = project;
  const newest = useNewestJob("train");
  const train = useTrain();
  if (newest !== undefined && isActive(newest))
    return (
      <Progress
        label={t(run === null ? "start.learning" : "start.learningAgain")}
        {...(newest.progress > 0 && { value: newest.progress })}
      />
    );
  if (run === null)
    return newest?.state === "failed" ? (
      <Notice
        tone="bad"
        actions={
          <Button small isPending={train.isPending} onPress={() => train.mutate()}>
            {t("shell.tryAgain")}
          </Button>
        }
      >
        {jobErrorText(newest, locale)}
      </Notice>
    ) : (
      <Missing project={project} />
    );
  const { validation_accuracy: accuracy, validation_low: low, validation_high: high } = run;
  return (
    <div className={style.state}>
      <Notice
        tone="good"
        actions={
          <span className={style.actions}>
            {next.action === "train" && (
              <Button small isPending={train.isPending} onPress={() => train.mutate()}>
                {t("start.learnAgain")}
              </Button>
            )}
            <ButtonLink small href={roomPath(name, "test", { view: "try" })}>
              {t("start.tryIt")}
            </ButtonLink>
            <ButtonLink small tone="main" icon="publish" href={roomPath(name, "publish")}>
              {t(live === null ? "shell.do_publish" : "start.useIt")}
            </ButtonLink>
          </span>
        }
      >
        {accuracy === null || low === null || high === null
          ? t("start.learnt", { labels: run.labels.length })
          : t("start.learntShare", {
              share: locale.percent(accuracy),
              low: locale.percent(low),
              high: locale.percent(high),
            })}
      </Notice>
      {train.error !== null && <ErrorNotice error={train.error} />}
    </div>
  );
}

/** What is missing before it learns. */
function Missing({ project }: { readonly project: ProjectDetails }) {
  const { t } = useLocale();
  const best = [...project.labels].sort((a, b) => b.count - a.count).slice(0, 2);
  const have = best.reduce((sum, { count }) => sum + Math.min(count, ENOUGH), 0);
  return (
    <Progress
      label={t("start.needs", { n: ENOUGH })}
      value={have / (2 * ENOUGH)}
      note={best
        .map(({ name, count }) => t("start.ofNeeded", { name, n: count, most: ENOUGH }))
        .join(" · ")}
    />
  );
}
