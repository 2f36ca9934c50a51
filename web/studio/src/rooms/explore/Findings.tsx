/** What the exploration found, as cards with one action each; every act can be undone. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, type Schema } from "../../api/client";
import { Button, IconButton, names } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Thumbnail } from "../../components/Thumbnail";
import { ErrorNotice, Progress } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { errorText } from "../../state/errorText";
import { useActiveJob } from "../../state/jobs";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { askAgain, undoOf, useProject, useUndo } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { toast } from "../../state/toasts";
import { ButtonLink } from "../../components/Button";
import { findingReason, findingTitle } from "./findingTexts";
import style from "./findings.module.css";

type Finding = Schema["FindingItem"];
const SHOWN = 4; // pictures on a card
const KEPT = "vizsla.explore.findings";

/** Asks for the newest exploration; the end of a job makes it new. */
export function useExploration() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "exploration", "findings"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/exploration", { params: { path: { project: name } } })),
  });
}

/** Returns what asks for a new exploration, and the job that makes it now, if there is one. */
export function useExploring() {
  const { name } = useProject();
  const locale = useLocale();
  const job = useActiveJob("explore");
  const ask = useMutation({
    mutationFn: () =>
      call(api.POST("/v1/projects/{project}/exploration", { params: { path: { project: name } } })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  return { job, ask };
}

export function Findings({ onShow }: { readonly onShow: (finding: string) => void }) {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const exploration = useExploration();
  const { job, ask } = useExploring();
  const may = useMay();
  const [open, setOpen] = useState(startsOpen);
  const found = exploration.data;
  if (project.examples === 0) return null;
  const findings = (found?.findings ?? []).filter(
    (each) => each.count > 0 || each.action?.applies !== true,
  );
  const toggle = () => {
    localStorage.setItem(KEPT, open ? "closed" : "open");
    setOpen(!open);
  };
  return (
    <section className={style.findings} aria-label={t("explore.findings")}>
      <header className={style.header}>
        <IconButton
          small
          label={t(open ? "explore.hideFindings" : "explore.showFindings")}
          icon={open ? "down" : "next"}
          aria-expanded={open}
          onPress={toggle}
        />
        <h2>
          {found?.made_at == null
            ? t("explore.findings")
            : findings.length === 0
              ? t("explore.nothingFound")
              : t("explore.foundCount", { n: findings.length })}
        </h2>
        {found?.made_at != null && (
          <span className={style.when}>
            {t("explore.exploredAgo", { ago: locale.ago(found.made_at) })}
            {found.changed > 0 && ` · ${t("explore.changedSince", { n: found.changed })}`}
          </span>
        )}
        <span className={style.again}>
          {job === undefined ? (
            may("exploreProject") && (
              <Button
                small
                tone={found?.made_at === null ? "main" : "plain"}
                onPress={() => ask.mutate()}
                isPending={ask.isPending}
              >
                {t(found?.made_at === null ? "explore.explore" : "explore.again")}
              </Button>
            )
          ) : (
            <Progress
              label={t("explore.exploring")}
              {...(job.state === "running" && job.progress > 0 && { value: job.progress })}
            />
          )}
        </span>
      </header>
      {exploration.error !== null && (
        <ErrorNotice error={exploration.error} retry={() => void exploration.refetch()} />
      )}
      {open && found?.made_at === null && job === undefined && (
        <p className={style.first}>{t("explore.firstTime")}</p>
      )}
      {open && findings.length > 0 && (
        <ul className={style.cards}>
          {findings.map((each) => (
            <li key={each.kind}>
              <FindingCard finding={each} onShow={() => onShow(each.kind)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Whether the cards are shown at first: on a phone the pictures come before them. */
function startsOpen(): boolean {
  const kept = localStorage.getItem(KEPT);
  return kept === null ? matchMedia("(width >= 48rem)").matches : kept === "open";
}

const MARKS = { must: "alert", should: "warning", look: "eye" } as const;

function FindingCard({
  finding,
  onShow,
}: {
  readonly finding: Finding;
  readonly onShow: () => void;
}) {
  const { t } = useLocale();
  const { kind, count, severity, action, labels } = finding;
  const apply = useApply(finding);
  const may = useMay();
  return (
    <article className={names(style.card, style[severity], count === 0 && style.plain)}>
      {count > 0 && <Pictures kind={kind} count={count} onShow={onShow} />}
      <h3>
        <Icon name={MARKS[severity]} />
        <span>
          <span className="visually-hidden">{t(`explore.severity_${severity}`)} </span>
          {findingTitle(kind, t, count) ?? finding.title}
        </span>
      </h3>
      <div className={style.actions}>
        {count > 0 && (
          <Button small onPress={onShow}>
            {t("explore.show")}
          </Button>
        )}
        {may("applyFinding") && action?.applies && count > 0 && (
          <Button small tone="quiet" onPress={() => apply.mutate()} isPending={apply.isPending}>
            {actionText(action.kind, labels, t)}
          </Button>
        )}
        {may("setLabels") && action?.kind === "suggest" && <LabelLink />}
      </div>
    </article>
  );
}

/** Why the finding matters that the screen shows the examples of. */
export function FindingReason({ kind }: { readonly kind: string }) {
  const { t } = useLocale();
  const finding = useExploration().data?.findings.find((each) => each.kind === kind);
  if (finding === undefined) return null;
  return <p className={style.why}>{findingReason(kind, t, finding.labels) ?? finding.why}</p>;
}

function LabelLink() {
  const { t } = useLocale();
  const { name } = useProject();
  return (
    <ButtonLink small href={roomPath(name, "label")}>
      {t("explore.act_suggest")}
    </ButtonLink>
  );
}

function actionText(
  kind: string,
  labels: readonly string[],
  t: ReturnType<typeof useLocale>["t"],
): string {
  if (kind === "unsure") return t("explore.act_unsure");
  if (kind === "merge") return t("explore.act_merge", { label: labels[0] ?? "" });
  return t("explore.act_leaveOut");
}

/** Returns what does the finding's action, says so, and offers to undo it. */
function useApply({ kind, count, action, labels }: Finding) {
  const { name } = useProject();
  const locale = useLocale();
  const undo = useUndo();
  return useMutation({
    mutationFn: () =>
      call(
        api.POST("/v1/projects/{project}/findings/{kind}:apply", {
          params: { path: { project: name, kind } },
        }),
      ),
    onSuccess: (done) => {
      const look = () =>
        void queryClient.invalidateQueries({ queryKey: projectKey(name, "exploration") });
      askAgain(name);
      look();
      toast({
        text: locale.t(
          action?.kind === "unsure"
            ? "explore.did_unsure"
            : action?.kind === "merge"
              ? "explore.did_merge"
              : "explore.did_leaveOut",
          { n: count, label: labels[0] ?? "" },
        ),
        ...undoOf(done, (act) => undo.mutate(act, { onSuccess: look }), locale),
      });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
}

/** The pictures with the strongest evidence. */
function Pictures({
  kind,
  count,
  onShow,
}: {
  readonly kind: string;
  readonly count: number;
  readonly onShow: () => void;
}) {
  const { name } = useProject();
  const some = useQuery({
    queryKey: projectKey(name, "exploration", "pictures", kind),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { finding: kind, limit: SHOWN } },
        }),
      ),
  });
  // The button beside does the same, for keys and screen readers.
  return (
    <div
      className={names(style.pictures, count === 1 && style.single)}
      onClick={onShow}
      aria-hidden="true"
    >
      {Array.from({ length: Math.min(count, SHOWN) }, (_, at) => {
        const example = some.data?.examples[at];
        return (
          <span key={at} className={style.picture}>
            {example && <Thumbnail example={example} alt="" />}
          </span>
        );
      })}
    </div>
  );
}
