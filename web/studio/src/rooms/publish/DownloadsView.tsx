/** Files to take away: each is made by a job on the server, and then there is a link for a day. */
import { useState } from "react";
import { Button, ButtonLink } from "../../components/Button";
import { Select, Switch } from "../../components/Field";
import { Icon, type IconName } from "../../components/Icon";
import { Panel } from "../../components/Page";
import { ErrorNotice, Notice, Progress } from "../../components/States";
import type { MessageKey } from "../../locales/locale";
import { jobErrorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useJobs, useProject } from "../../state/project";
import { useAskForDownload, useDownloads, type Download } from "./publishData";
import style from "./publish.module.css";

type Form = Download["form"];
type Layout = NonNullable<Download["layout"]>;
interface FormEntry {
  readonly form: Form;
  readonly icon: IconName;
  readonly title: MessageKey;
  readonly text: MessageKey;
}
const FORMS: readonly FormEntry[] = [
  { form: "bundle", icon: "publish", title: "publish.bundle", text: "publish.bundleText" },
  { form: "web", icon: "external", title: "publish.web", text: "publish.webText" },
  { form: "tflite", icon: "file", title: "publish.tflite", text: "publish.tfliteText" },
  { form: "dataset", icon: "labels", title: "publish.dataset", text: "publish.datasetText" },
];
const LAYOUTS: readonly Layout[] = ["folder", "csv", "json lines", "label studio"];
const LAYOUT_NAMES: Readonly<Record<Layout, MessageKey>> = {
  folder: "publish.layout_folder",
  csv: "publish.layout_csv",
  "json lines": "publish.layout_lines",
  "label studio": "publish.layout_studio",
};
const GOING = ["waiting", "running"];

export function DownloadsView() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const found = useDownloads();
  const [version, setVersion] = useState("live");
  const versions = project.versions;
  const number = version === "live" ? project.live_version : Number(version);
  return (
    <div className={style.stack}>
      {versions.length > 1 && (
        <div className={style.version}>
          <Select
            label={t("publish.whichVersion")}
            value={version}
            choices={[
              {
                value: "live",
                text: t("publish.liveVersion", { version: project.live_version ?? 0 }),
              },
              ...[...versions]
                .sort((a, b) => b.number - a.number)
                .filter((each) => !each.live)
                .map((each) => ({
                  value: String(each.number),
                  text: t("publish.version", { version: each.number }),
                })),
            ]}
            onChange={setVersion}
          />
        </div>
      )}
      {found.error !== null && (
        <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      )}
      <div className={style.forms}>
        {FORMS.filter(
          ({ form }) => form !== "tflite" || project.kind === "image-classification",
        ).map((each) => (
          <FormPanel
            key={each.form}
            entry={each}
            version={each.form === "dataset" ? null : number}
            downloads={found.data?.downloads ?? []}
          />
        ))}
      </div>
    </div>
  );
}

interface FormPanelProps {
  readonly entry: FormEntry;
  /** The version of a function; null for the dataset, and where none is live. */
  readonly version: number | null;
  readonly downloads: readonly Download[];
}

function FormPanel({ entry, version, downloads }: FormPanelProps) {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const jobs = useJobs();
  const ask = useAskForDownload();
  const may = useMay()("askForDownload");
  const [layout, setLayout] = useState<Layout>("folder");
  const [keep, setKeep] = useState(false);
  const isDataset = entry.form === "dataset";
  const layouts = LAYOUTS.filter((each) => project.modality === "image" || each !== "label studio");
  const last = downloads.find(
    (each) => each.form === entry.form && (isDataset || each.version === version),
  );
  const job = jobs.data?.jobs.find((each) => each.id === last?.id);
  const state = job !== undefined && last?.state !== "ended" ? job.state : last?.state;
  const going = state !== undefined && GOING.includes(state);
  const make = () =>
    ask.mutate({
      form: entry.form,
      version,
      layout: isDataset ? layout : null,
      keep_metadata: isDataset && keep,
    });
  return (
    <Panel
      title={
        <span className={style.formTitle}>
          <Icon name={entry.icon} /> {t(entry.title)}
        </span>
      }
    >
      <p className={style.soft}>{t(entry.text)}</p>
      {isDataset && may && (
        <>
          <Select
            label={t("publish.layout")}
            value={layout}
            choices={layouts.map((each) => ({ value: each, text: t(LAYOUT_NAMES[each]) }))}
            onChange={setLayout}
          />
          {project.modality === "image" && (
            <Switch on={keep} onChange={setKeep}>
              {t("publish.keepMetadata")}
            </Switch>
          )}
        </>
      )}
      {ask.error !== null && <ErrorNotice error={ask.error} />}
      {state === "failed" && last !== undefined && (
        <Notice tone="bad">{jobErrorText(job ?? last, locale)}</Notice>
      )}
      {going && (
        <Progress
          label={t(state === "waiting" ? "publish.waiting" : "publish.making")}
          {...(state === "running" && { value: job?.progress ?? 0 })}
        />
      )}
      {last?.url != null && (
        <p className={style.ready}>
          <ButtonLink tone="main" icon="download" href={last.url} download={last.file ?? true}>
            {t("publish.download", { size: locale.bytes(last.bytes ?? 0) })}
          </ButtonLink>
          <span className={style.soft}>
            {last.file}
            {last.until !== null && ` · ${t("publish.until", { at: locale.moment(last.until) })}`}
          </span>
        </p>
      )}
      {!going && !may && last?.url == null && <p className={style.soft}>{t("publish.notMade")}</p>}
      {!going && may && (
        <div className={style.actions}>
          <Button
            onPress={make}
            isPending={ask.isPending}
            isDisabled={!isDataset && version === null}
          >
            {t(last?.url != null ? "publish.makeAgain" : "publish.make")}
          </Button>
          {!isDataset && version === null && (
            <span className={style.soft}>{t("publish.noVersion")}</span>
          )}
        </div>
      )}
    </Panel>
  );
}
