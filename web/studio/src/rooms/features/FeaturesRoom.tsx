/** The Features room: columns, phrase lists and patterns, each with what it was measured to add. */
import { Button, ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { RoleNote } from "../../components/RoleNote";
import { EmptyState, ErrorNotice, Notice, Progress, Skeleton } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { isActive } from "../../state/jobs";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { ColumnPanel } from "./ColumnPanel";
import { OtherFeatures } from "./OtherFeatures";
import { PatternPanel } from "./PatternPanel";
import { PhraseListPanel } from "./PhraseListPanel";
import { useFeatures, useMeasure, useMeasuring } from "./featureData";
import { gainsOf, needsMeasuring, reachOf } from "./gains";

const LABELS = 2; // that a measurement needs

export default function FeaturesRoom() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const features = useFeatures();
  const measure = useMeasure();
  const job = useMeasuring();
  const active = isActive(job);
  const found = features.data;
  const may = useMay();
  const measurable =
    found !== undefined &&
    may("measureFeatures") &&
    gainsOf(found).length > 0 &&
    project.labels.filter((each) => each.count > 1).length >= LABELS;
  const begin = () => {
    if (may("measureFeatures") && !active && !measure.isPending) measure.mutate();
  };
  return (
    <Page
      title={t("shell.features")}
      lead={t("features.lead")}
      tools={
        measurable && (
          <Button
            icon="train"
            tone={needsMeasuring(found) ? "main" : "plain"}
            isPending={measure.isPending}
            isDisabled={active}
            onPress={begin}
          >
            {t(found.measured_at === null ? "features.measure" : "features.measureAgain")}
          </Button>
        )
      }
    >
      {job !== undefined && active && (
        <Progress
          label={t(job.state === "waiting" ? "features.waits" : "features.measuring")}
          {...(job.progress > 0 && { value: job.progress })}
        />
      )}
      {job?.state === "failed" && <Notice tone="bad">{jobErrorText(job, locale)}</Notice>}
      {measure.error !== null && <ErrorNotice error={measure.error} />}
      {features.error !== null ? (
        <ErrorNotice error={features.error} retry={() => void features.refetch()} />
      ) : found === undefined ? (
        <Skeleton lines={6} />
      ) : !found.of_texts && found.columns.length === 0 ? (
        <EmptyState
          icon="features"
          title={t("features.none")}
          actions={
            may("importSource") && (
              <ButtonLink icon="add" href={roomPath(project.name, "add")}>
                {t("features.addTable")}
              </ButtonLink>
            )
          }
        >
          {t("features.noneText")}
        </EmptyState>
      ) : (
        <>
          <RoleNote needs="addColumn">{t("features.onlyOwners")}</RoleNote>
          <ColumnPanel columns={found.columns} reach={reachOf(gainsOf(found))} />
          {found.of_texts && (
            <>
              <PhraseListPanel
                lists={found.phrase_lists}
                reach={reachOf(gainsOf(found))}
                onChanged={begin}
              />
              <PatternPanel
                patterns={found.patterns}
                reach={reachOf(gainsOf(found))}
                onChanged={begin}
              />
            </>
          )}
          <OtherFeatures features={found} reach={reachOf(gainsOf(found))} />
        </>
      )}
    </Page>
  );
}
