/** The Train room: the training that goes on, the run that is looked at, and all runs. */
import { useEffect, useRef } from "react";
import { Button, ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { RoleNote } from "../../components/RoleNote";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { isActive, useNewestJob, useTrain } from "../../state/jobs";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { useRuns } from "../../state/runs";
import { useSearch } from "../../state/useSearch";
import { BackgroundSwitch } from "./BackgroundSwitch";
import { ComparisonPanel } from "./ComparisonPanel";
import { RunTable } from "./RunTable";
import { RunView } from "./RunView";
import { TrainingEnded, TrainingNow } from "./TrainingNow";
import { useRun } from "./trainData";
import style from "./train.module.css";

export default function TrainRoom() {
  const { t } = useLocale();
  const project = useProject();
  const job = useNewestJob("train");
  const runs = useRuns();
  const train = useTrain();
  const active = isActive(job);
  const may = useMay()("askForJob");
  const begin = () => {
    if (may && !active && !train.isPending) train.mutate();
  };
  useKeys(t("shell.train"), may ? [{ keys: ["t"], text: t("train.train"), run: begin }] : []);
  const all = runs.data?.runs ?? [];
  return (
    <Page
      title={t("shell.train")}
      lead={t("train.lead")}
      tools={
        may &&
        all.length > 0 && (
          <Button
            tone={project.next.action === "train" ? "main" : "plain"}
            icon="play"
            isPending={train.isPending}
            isDisabled={active}
            onPress={begin}
          >
            {t("train.again")}
          </Button>
        )
      }
    >
      <RoleNote needs="askForJob">{t("train.viewersTrainNone")}</RoleNote>
      <BackgroundSwitch />
      {train.error !== null && <ErrorNotice error={train.error} />}
      {active && job !== undefined && <TrainingNow job={job} />}
      {(job?.state === "failed" || job?.state === "cancelled") && <TrainingEnded job={job} />}
      {runs.error !== null ? (
        <ErrorNotice error={runs.error} retry={() => void runs.refetch()} />
      ) : runs.data === undefined ? (
        <Skeleton lines={6} />
      ) : all.length > 0 ? (
        <Runs />
      ) : (
        !active && <NotTrained onTrain={begin} pending={train.isPending} />
      )}
    </Page>
  );
}

const ENOUGH = 2; // labels that there must be to tell apart

function NotTrained({
  onTrain,
  pending,
}: {
  readonly onTrain: () => void;
  readonly pending: boolean;
}) {
  const { t } = useLocale();
  const project = useProject();
  const may = useMay()("askForJob");
  const labels = project.labels.filter((each) => each.count > 0).length;
  const ready = labels >= (project.multi_label ? 1 : ENOUGH);
  return (
    <EmptyState
      icon="train"
      title={t(ready ? "train.notTrained" : "train.notYet")}
      actions={
        !may ? null : ready ? (
          <Button tone="main" icon="play" isPending={pending} onPress={onTrain}>
            {t("train.train")}
          </Button>
        ) : (
          <ButtonLink tone="main" icon="label" href={roomPath(project.name, "label")}>
            {t("train.toLabel")}
          </ButtonLink>
        )
      }
    >
      {ready
        ? t("train.notTrainedText", { n: project.labelled, labels })
        : t("train.notYetText", { n: ENOUGH })}
    </EmptyState>
  );
}

/** The runs: which is shown, and which is beside it, stands in the address. */
function Runs() {
  const runs = useRuns().data?.runs ?? [];
  const [search, change] = useSearch();
  const chosen = numberOf(search.get("run"));
  const newest = runs[0]?.number;
  const shown = runs.some((each) => each.number === chosen) ? chosen : newest;
  const asked = numberOf(search.get("with"));
  const beside = asked !== shown && runs.some((each) => each.number === asked) ? asked : undefined;
  const run = useRun(shown);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (beside !== undefined) top.current?.closest("main")?.scrollTo({ top: 0 });
  }, [beside]);
  const [first, second] = [shown, beside].sort((a, b) => (a ?? 0) - (b ?? 0));
  return (
    <>
      <div ref={top} className={style.anchor}>
        {beside !== undefined && first !== undefined && second !== undefined && (
          <ComparisonPanel first={first} second={second} onClose={() => change({ with: null })} />
        )}
      </div>
      {run.error !== null ? (
        <ErrorNotice error={run.error} retry={() => void run.refetch()} />
      ) : run.data === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <RunView run={run.data} old={run.data.number !== newest} />
      )}
      <RunTable
        runs={runs}
        shown={shown}
        beside={beside}
        onShow={(number) => change({ run: number === newest ? null : number, with: null })}
        onCompare={(number) => change({ with: number ?? null })}
      />
    </>
  );
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
