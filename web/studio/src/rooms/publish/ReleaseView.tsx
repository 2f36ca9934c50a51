/** The next version: what is checked, what may be chosen, the button; and the versions so far. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Select, Slider, Switch, TextField } from "../../components/Field";
import { Panel } from "../../components/Page";
import { EmptyState, ErrorNotice, Notice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { useRuns } from "../../state/runs";
import { isActive } from "../../state/jobs";
import { thresholdsOf, thresholdsText, withThreshold } from "../../state/labelThresholds";
import { useSearch } from "../../state/useSearch";
import { CheckList } from "./CheckList";
import { PublishingJob, usePublishing } from "./PublishingJob";
import { usePreview, usePublish } from "./publishData";
import { VersionList } from "./VersionList";
import style from "./publish.module.css";

const MIDDLE = 0.9; // where the slider begins for a run that has no threshold

export function ReleaseView() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const runs = useRuns();
  // What was chosen in the Test room comes along in the address.
  const [search, change] = useSearch();
  const given = scoreOf(search.get("threshold"));
  const thresholds = project.multi_label ? thresholdsOf(search) : {};
  const givenRun = runs.data?.runs.find((each) => String(each.number) === search.get("run"));
  const [chosenRun, chooseRun] = useState<number | null>(null);
  const [ownThreshold, setOwnThreshold] = useState(given !== null);
  const [threshold, setThreshold] = useState(given ?? MIDDLE);
  const [asked, setAsked] = useState<number | null>(given); // where the slider was let go
  const [name, setName] = useState("");
  const [live, setLive] = useState(true);
  const [untested, setUntested] = useState(false);
  const newest = project.last_run?.number ?? null;
  const run = chosenRun ?? givenRun?.number ?? newest;
  const preview = usePreview(run, ownThreshold ? asked : null);
  const publish = usePublish();
  const job = usePublishing();
  const isPublishing = publish.isPending || isActive(job);
  const publishes = useMay()("startPublishing");
  if (run === null) return <EmptyState title={t("publish.nothingTrained")} icon="publish" />;
  const next = Math.max(0, ...project.versions.map((each) => each.number)) + 1;
  const found = preview.data;
  const refused = found?.checks.filter((each) => each.state === "refused") ?? [];
  const onlyUntested = refused.length === 1 && refused[0]!.name === "tested";
  const may = found !== undefined && (found.may_publish || (onlyUntested && untested));

  const release = () =>
    publish.mutate(
      {
        run,
        untested: onlyUntested && untested,
        live,
        name: name.trim() === "" ? null : name.trim(),
        threshold: ownThreshold ? (asked ?? threshold) : null,
        thresholds: project.multi_label ? thresholds : null,
      },
      { onSuccess: () => setName("") },
    );
  const turnThreshold = (on: boolean) => {
    const begin = found?.trained_threshold ?? MIDDLE;
    setOwnThreshold(on);
    setThreshold(begin);
    setAsked(on ? begin : null);
  };

  return (
    <div className={style.sideBySide}>
      <Panel title={t("publish.next", { version: next })}>
        <Select
          label={t("publish.run")}
          value={String(run)}
          choices={(runs.data?.runs ?? []).map((each) => ({
            value: String(each.number),
            text: t("publish.runNumber", { run: each.number }),
            hint: locale.moment(each.created_at),
          }))}
          onChange={(value) => chooseRun(Number(value))}
        />
        {preview.error !== null && (
          <ErrorNotice error={preview.error} retry={() => void preview.refetch()} />
        )}
        {found === undefined ? (
          preview.error === null && <Skeleton lines={6} label={t("publish.checking")} />
        ) : (
          <CheckList checks={found.checks} stale={preview.isPlaceholderData} />
        )}
        {publishes && (
          <>
            {!project.multi_label && (
              <div className={style.group}>
                <Switch on={ownThreshold} onChange={turnThreshold}>
                  {t("publish.ownThreshold")}
                </Switch>
                {ownThreshold && (
                  <>
                    <Slider
                      label={t("publish.threshold")}
                      value={threshold}
                      least={given === null ? 0.5 : 0}
                      most={1}
                      step={0.005}
                      onChange={setThreshold}
                      onEnd={setAsked}
                      format={{ maximumFractionDigits: 3, minimumFractionDigits: 2 }}
                    />
                    <p className={style.soft}>{t("publish.thresholdText")}</p>
                  </>
                )}
              </div>
            )}
            {Object.keys(thresholds).length > 0 && (
              <div className={style.group}>
                <p className={style.soft}>{t("publish.labelThresholds")}</p>
                <div className={style.actions}>
                  {Object.entries(thresholds).map(([label, score]) => (
                    <Button
                      key={label}
                      small
                      icon="close"
                      aria-label={t("publish.removeThreshold", { label })}
                      onPress={() =>
                        change({
                          thresholds: thresholdsText(withThreshold(thresholds, label, null)),
                        })
                      }
                    >
                      {label}: {locale.percent(score)}
                    </Button>
                  ))}
                </div>
              </div>
            )}
            <TextField
              label={t("publish.name")}
              hint={t("publish.nameHint", { name: project.name })}
              placeholder="production"
              value={name}
              onChange={setName}
              maxLength={80}
            />
            <Switch on={live} onChange={setLive}>
              {t("publish.makeLive")}
            </Switch>
            {onlyUntested && (
              <Switch on={untested} onChange={setUntested}>
                {t("publish.publishUntested")}
              </Switch>
            )}
            {publish.error !== null && <ErrorNotice error={publish.error} />}
            {job !== undefined && <PublishingJob job={job} />}
            <div className={style.actions}>
              <Button
                tone="main"
                icon="publish"
                isDisabled={!may || isPublishing}
                isPending={publish.isPending}
                onPress={release}
              >
                {t("publish.publish", { version: next })}
              </Button>
              {found !== undefined && !may && (
                <span className={style.soft}>{t("publish.refused")}</span>
              )}
            </div>
          </>
        )}
      </Panel>
      <Panel title={t("publish.versions")}>
        {project.versions.length === 0 ? (
          <Notice tone="info">{t("publish.noVersion")}</Notice>
        ) : (
          <VersionList />
        )}
      </Panel>
    </div>
  );
}

/** Returns the score that an address names; null where it names none. */
function scoreOf(text: string | null): number | null {
  const score = text === null ? NaN : Number(text);
  return score >= 0 && score <= 1 ? score : null;
}
