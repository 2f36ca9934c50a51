/** What would be added, with the labels that were guessed: to confirm, rename or leave out. */
import { useState } from "react";
import { keepPreviousData, useQuery, type UseMutationResult } from "@tanstack/react-query";
import { api, ApiError, call, type Schema } from "../../api/client";
import { Button } from "../../components/Button";
import { Select, Switch, TextField } from "../../components/Field";
import { Panel } from "../../components/Page";
import { ErrorNotice, Notice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { GuessedLabels } from "./GuessedLabels";
import { ProblemList } from "./ProblemList";
import { sourceBody, type Source } from "./sources";
import style from "./SourceLook.module.css";

type Preview = Schema["SourcePreview"];
const CONFLICT = 409;
/** What a folder may be read as; the first only where it is recognised. */
const LAYOUTS = ["dataset folder", "labelled folder", "file names", "folder"] as const;
type LayoutWord = "own" | "labelled" | "file" | "folder";

export interface SourceLookProps {
  readonly source: Source;
  /** The bytes of an upload that are there; more of them may tell more. */
  readonly received?: number;
  readonly add: UseMutationResult<Schema["JobItem"], Error, Source>;
  readonly onCancel: () => void;
}

export function SourceLook({ source, received = 0, add, onCancel }: SourceLookProps) {
  const { t } = useLocale();
  const { name } = useProject();
  const [options, setOptions] = useState<Source>({});
  const [rename, setRename] = useState<Readonly<Record<string, string | null>>>({});
  const [label, setLabel] = useState("");
  const [complete, setComplete] = useState(false);
  const wanted = { ...source, ...options };
  const look = useQuery({
    // A file that is still coming in may say more of labels.
    queryKey: ["preview", name, wanted, complete ? 0 : received],
    queryFn: async () => {
      const found = await call(
        api.POST("/v1/projects/{project}/examples:preview", {
          params: { path: { project: name } },
          body: sourceBody(wanted),
        }),
      );
      setComplete(found.complete);
      return found;
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const waits = look.error instanceof ApiError && look.error.status === CONFLICT;
  if (look.data === undefined)
    return look.error === null || waits ? (
      <Skeleton lines={4} label={t("start.looking")} />
    ) : (
      <div className={style.failed}>
        <ErrorNotice error={look.error} retry={() => void look.refetch()} />
        <Button onPress={onCancel}>{t("start.chooseOthers")}</Button>
      </div>
    );
  const found = look.data;
  const changed = Object.fromEntries(
    Object.entries(rename).filter(([from, to]) => to === null || (to !== "" && to !== from)),
  );
  const body = {
    ...wanted,
    ...(Object.keys(changed).length > 0 && { rename: changed }),
    ...(label.trim() !== "" && { label: label.trim() }),
  };
  return (
    <Panel title={<Title found={found} />}>
      <Understood found={found} />
      {found.unclear !== null ? (
        <Unclear
          found={found.unclear}
          onChoose={(option, value) => setOptions({ ...options, [option]: value })}
        />
      ) : found.labels.length > 0 ? (
        <GuessedLabels labels={found.labels} rename={rename} onRename={setRename} />
      ) : (
        <div className={style.one}>
          <TextField
            label={t("start.oneLabel")}
            hint={t("start.oneLabelHint")}
            value={label}
            onChange={setLabel}
            maxLength={200}
          />
        </div>
      )}
      {found.examples > 1 && (LAYOUTS as readonly string[]).includes(found.layout) && (
        <div className={style.one}>
          <Select
            small
            label={t("start.readAs")}
            value={options.layout ?? ""}
            choices={["" as const, ...LAYOUTS.slice(1)].map((value) => ({
              value,
              text: t(`start.layout_${(value || "own").replace(/ .*/, "") as LayoutWord}`),
            }))}
            onChange={(layout) => {
              setRename({});
              setOptions({ ...options, layout: layout === "" ? null : layout });
            }}
          />
        </div>
      )}
      {found.layout === "dataset folder" && (
        <Switch
          on={options.splits === true}
          onChange={(splits) => setOptions({ ...options, splits })}
        >
          {t("start.keepParts")}
        </Switch>
      )}
      {found.features > 0 && (
        <Notice tone="info">{t("start.features", { n: found.features })}</Notice>
      )}
      {found.problem_count > 0 && (
        <ProblemList
          title={t("start.unusable", { n: found.problem_count })}
          problems={found.problems}
          count={found.problem_count}
        />
      )}
      {add.error !== null && <ErrorNotice error={add.error} />}
      <footer className={style.actions}>
        <Button onPress={onCancel}>{t("start.chooseOthers")}</Button>
        <Button
          tone="main"
          icon="add"
          isDisabled={found.examples === 0 || found.unclear !== null}
          isPending={add.isPending}
          onPress={() => add.mutate(body)}
        >
          {t("start.addNow", { n: found.examples })}
        </Button>
      </footer>
    </Panel>
  );
}

/** What is to be known besides the labels: what has none, and what is left out. */
function Understood({ found }: { readonly found: Preview }) {
  const { t, number } = useLocale();
  if (found.unclear !== null) return null;
  const { left_out: others } = found;
  const endings = others.map(
    ({ ending, count }) => `${number(count)} ${ending || t("start.noEnding")}`,
  );
  const sentences = [
    ...(found.examples === 0 ? [t("start.noneFound")] : []),
    ...(found.labels.length > 0 && found.unlabelled > 0
      ? [t("start.withoutLabel", { n: found.unlabelled })]
      : []),
    ...(others.length > 0
      ? [
          t("start.leftOut", {
            n: others.reduce((sum, { count }) => sum + count, 0),
            endings: endings.join(", "),
          }),
        ]
      : []),
  ];
  return (
    <>
      {sentences.length > 0 && <p className={style.summary}>{sentences.join(" ")}</p>}
      {found.notes.length > 0 && (
        <p className={style.summary} lang="en">
          {found.notes.join("; ")}
        </p>
      )}
    </>
  );
}

function Title({ found }: { readonly found: Preview }) {
  const { t } = useLocale();
  const { modality } = useProject();
  const counted = { text: "start.textCount", audio: "start.soundCount" } as const;
  const shown = t(counted[modality as keyof typeof counted] ?? "start.pictureCount", {
    n: found.examples,
  });
  return (
    <>
      {found.labels.length === 0
        ? shown
        : `${shown}, ${t("start.labels", { n: found.labels.length })}`}
    </>
  );
}

interface UnclearProps {
  readonly found: Schema["SourceChoice"];
  readonly onChoose: (option: string, value: string) => void;
}

function Unclear({ found, onChoose }: UnclearProps) {
  const { t, has, language } = useLocale();
  const key = `start.unclear_${found.option}`;
  const own = language !== "en" && has(key); // the server's sentence names the columns
  const [value, setValue] = useState(found.choices[0] ?? "");
  return (
    <div className={style.unclear}>
      <Notice tone="warn">{own ? t(key) : found.detail}</Notice>
      {found.choices.length > 0 && (
        <div className={style.choice}>
          <Select
            label={t("start.whichOne")}
            value={value}
            choices={found.choices.map((each) => ({ value: each, text: each }))}
            onChange={setValue}
          />
          <Button onPress={() => onChoose(found.option, value)}>{t("start.takeThis")}</Button>
        </div>
      )}
    </div>
  );
}
