/** The Test room: how good a training is, where it is wrong, and a place to try it. */
import { Button, ButtonLink } from "../../components/Button";
import { Select } from "../../components/Field";
import { Page } from "../../components/Page";
import { EmptyState, ErrorNotice, Notice, Progress, Skeleton } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { ApiError } from "../../api/client";
import { roomPath } from "../../state/addresses";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useActiveJob, useNewestJob } from "../../state/jobs";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { useRuns, type Run } from "../../state/runs";
import { useSearch } from "../../state/useSearch";
import { useTest, useTestAgain } from "./testData";
import { MistakesView } from "./MistakesView";
import { ReportView } from "./ReportView";
import { TryView } from "./TryView";
import style from "./test.module.css";

const VIEWS = ["report", "mistakes", "try"] as const;

export default function TestRoom() {
  const { t } = useLocale();
  const { name } = useProject();
  const [search, change] = useSearch();
  const runs = useRuns();
  const may = useMay();
  if (runs.error !== null)
    return (
      <Page title={t("shell.test")}>
        <ErrorNotice error={runs.error} retry={() => void runs.refetch()} />
      </Page>
    );
  if (runs.data === undefined)
    return (
      <Page title={t("shell.test")}>
        <Skeleton lines={6} />
      </Page>
    );
  const all = runs.data.runs;
  const run = all.find((each) => String(each.number) === search.get("run")) ?? all[0];
  if (run === undefined)
    return (
      <Page title={t("shell.test")}>
        <EmptyState
          title={t("test.nothingTrained")}
          icon="test"
          actions={
            may("askForJob") && (
              <ButtonLink tone="main" href={roomPath(name, "train")}>
                {t("shell.do_train")}
              </ButtonLink>
            )
          }
        >
          {t("test.nothingTrainedText")}
        </EmptyState>
      </Page>
    );
  return (
    <TestedRunPage
      key={run.number}
      run={run}
      runs={all}
      onRun={(number) => change({ run: number, truth: null, answer: null, threshold: null })}
    />
  );
}

interface TestedRunPageProps {
  readonly run: Run;
  readonly runs: readonly Run[];
  readonly onRun: (number: string) => void;
}

function TestedRunPage({ run, runs, onRun }: TestedRunPageProps) {
  const locale = useLocale();
  const { t } = locale;
  const [search, change] = useSearch();
  const test = useTest(run.number);
  const may = useMay();
  const again = useTestAgain(run.number);
  const job = useActiveJob("test");
  const newest = useNewestJob("test");
  const isUntested = test.error instanceof ApiError && test.error.status === 404;
  const view = VIEWS.find((each) => each === search.get("view")) ?? "report";
  const isTesting = again.isPending || job !== undefined;
  const report = isUntested ? (
    <Untested onTest={() => again.mutate()} isTesting={isTesting} />
  ) : test.error !== null ? (
    <ErrorNotice error={test.error} retry={() => void test.refetch()} />
  ) : test.data === undefined ? (
    <Skeleton lines={8} />
  ) : (
    <ReportView test={test.data} testAgain={() => again.mutate()} isTesting={isTesting} />
  );
  return (
    <Page
      title={t("shell.test")}
      lead={
        test.data === undefined || isUntested
          ? t("test.lead")
          : t("test.testedOn", { n: test.data.examples })
      }
      tools={
        <>
          {runs.length > 1 && (
            <Select
              label={t("test.training")}
              quiet
              value={String(run.number)}
              choices={runs.map((each) => ({
                value: String(each.number),
                text: t("test.trainingNumber", { number: each.number }),
                hint: locale.ago(each.created_at),
              }))}
              onChange={onRun}
            />
          )}
          {may("testRun") && !isUntested && test.data !== undefined && (
            <Button onPress={() => again.mutate()} isPending={isTesting}>
              {t("test.testAgain")}
            </Button>
          )}
        </>
      }
    >
      {job !== undefined && <Progress label={t("test.testing")} value={job.progress} />}
      {again.error !== null && <ErrorNotice error={again.error} />}
      {job === undefined && newest?.state === "failed" && isUntested && (
        <Notice tone="bad">{jobErrorText(newest, locale)}</Notice>
      )}
      <Tabs
        label={t("test.views")}
        chosen={view}
        onChoose={(next) =>
          next !== view &&
          change({
            view: next === "report" ? null : next,
            truth: null,
            answer: null,
            missed: null,
            wrong: null,
            least: null,
            sort: null,
          })
        }
        views={[
          { id: "report", title: t("test.report"), content: report },
          {
            id: "mistakes",
            title:
              test.data === undefined || isUntested
                ? t("test.mistakes")
                : t("test.mistakesCount", { n: test.data.mistakes }),
            content: isUntested ? (
              report
            ) : (
              <div className={style.report}>
                <MistakesView run={run.number} />
              </div>
            ),
          },
          { id: "try", title: t("test.try"), content: <TryView run={run.number} /> },
        ]}
      />
    </Page>
  );
}

interface UntestedProps {
  readonly onTest: () => void;
  readonly isTesting: boolean;
}

function Untested({ onTest, isTesting }: UntestedProps) {
  const { t } = useLocale();
  const { name, parts } = useProject();
  const may = useMay();
  const isEmpty = parts.test === 0;
  return (
    <EmptyState
      title={t(isEmpty ? "test.noTestSet" : "test.untested")}
      icon="test"
      actions={
        !may("testRun") ? null : isEmpty ? (
          <ButtonLink tone="main" href={roomPath(name, "label")}>
            {t("shell.do_label")}
          </ButtonLink>
        ) : (
          <Button tone="main" onPress={onTest} isPending={isTesting}>
            {t("shell.do_test")}
          </Button>
        )
      }
    >
      {t(isEmpty ? "test.noTestSetText" : "test.untestedText")}
    </EmptyState>
  );
}
