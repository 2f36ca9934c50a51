/** The report of a test, alive: each figure opens its examples. */
import { Button } from "../../components/Button";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useSearch, type SearchChange } from "../../state/useSearch";
import { NONE_OF_THESE } from "./answerFilter";
import type { Overview } from "./testData";
import { CalibrationChart } from "./CalibrationChart";
import { Caveats } from "./Caveats";
import { ConfusionPanel } from "./ConfusionPanel";
import { EntityTable } from "./EntityTable";
import { Headline } from "./Headline";
import { LabelTable, type LabelCell } from "./LabelTable";
import { LabelThresholds } from "./LabelThresholds";
import { useMay } from "../../state/mayDo";
import { firstThreshold, ThresholdPanel } from "./ThresholdPanel";
import { milliseconds } from "./milliseconds";
import style from "./test.module.css";

export interface ReportViewProps {
  readonly test: Overview;
  readonly testAgain: () => void;
  readonly isTesting: boolean;
}

export function ReportView({ test, testAgain, isTesting }: ReportViewProps) {
  const locale = useLocale();
  const { t } = locale;
  const [search, change] = useSearch();
  const may = useMay()("testRun");
  const threshold = Number(search.get("threshold") ?? firstThreshold(test));
  return (
    <div className={style.report}>
      <div className={style.two}>
        <Panel>
          <Headline test={test} />
        </Panel>
        <Panel title={t("test.keepInMind")}>
          <Caveats
            caveats={test.caveats}
            actions={{
              relabelled: may && (
                <Button small onPress={testAgain} isPending={isTesting}>
                  {t("test.testAgain")}
                </Button>
              ),
            }}
          />
        </Panel>
      </div>
      {test.multi_label ? (
        <LabelThresholds test={test} />
      ) : (
        <ThresholdPanel
          test={test}
          threshold={threshold >= 0 && threshold <= 1 ? threshold : firstThreshold(test)}
          onChange={(next) => change({ threshold: next }, true)}
          taken={search.has("threshold") ? { threshold } : null}
        />
      )}
      {test.confusion !== null && <ConfusionPanel run={test.run} confusion={test.confusion} />}
      <Panel title={t("test.perLabel")}>
        <LabelTable
          labels={test.labels}
          several={test.multi_label}
          onOpen={(label, what) => change(examplesOf(label, what))}
        />
      </Panel>
      {test.entities.length > 0 && <EntityTable entities={test.entities} />}
      {test.calibration !== null && <CalibrationChart test={test} calibration={test.calibration} />}
      {(test.none_of_these?.examples ?? 0) > 0 && (
        <Panel title={t("test.noneTitle")}>
          <p>
            {t("test.noneText", {
              n: test.none_of_these!.examples,
              right: test.none_of_these!.right,
              notSure: test.none_of_these!.not_sure,
            })}
          </p>
        </Panel>
      )}
      <p className={style.faint}>
        {test.created_at !== null && t("test.testedAt", { at: locale.moment(test.created_at) })}{" "}
        {test.seconds.median !== null &&
          t("test.took", { seconds: milliseconds(test.seconds.median, locale.language) })}
      </p>
    </div>
  );
}

/** Returns the change of the address that shows a label's right answers, or its mistakes. */
function examplesOf(label: string | null, what: LabelCell): SearchChange {
  const none = { truth: null, answer: null, missed: null, wrong: null, least: null };
  const view = { ...none, view: "mistakes", sort: null };
  if (what === "right") {
    const name = label ?? NONE_OF_THESE;
    return { ...view, sort: "all", truth: name, answer: name };
  }
  if (label !== null) return { ...view, sort: "all", [what]: label };
  // 'None of these' is no label that an example could miss.
  return { ...view, [what === "missed" ? "truth" : "answer"]: NONE_OF_THESE };
}
