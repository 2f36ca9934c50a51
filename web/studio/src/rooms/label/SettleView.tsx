/** Examples that two people labelled differently: choose the label that is right. */
import { Button } from "../../components/Button";
import { Switch } from "../../components/Field";
import { Kbd } from "../../components/Kbd";
import { labelColour } from "../../components/labelColour";
import { LabelChip } from "../../components/LabelChip";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { Thumbnail } from "../../components/Thumbnail";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, type Schema } from "../../api/client";
import { errorText } from "../../state/errorText";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { useMay } from "../../state/mayDo";
import { askAgain, undoOf, useProject, useUndo } from "../../state/project";
import { toast } from "../../state/toasts";
import { NONE_OF_THESE, useContradictions } from "./labellingData";
import style from "./label.module.css";

const KEYED = 9; // labels with a key

export function SettleView() {
  const locale = useLocale();
  const { t } = locale;
  const { name: project, multi_label: several } = useProject();
  const found = useContradictions();
  const undo = useUndo();
  const touch = useTouch();
  const settle = useMutation({
    mutationFn: ({ example, labels }: { example: number; labels: readonly string[] }) =>
      call(
        api.POST("/v1/projects/{project}/labels:settle", {
          params: { path: { project } },
          body: { examples: [example], label: null, labels: [...labels] },
        }),
      ),
    onSuccess: (done, { labels }) => {
      askAgain(project);
      const text = t("label.settled", { label: labels.join(", ") });
      toast({ text, ...undoOf(done, undo.mutate, locale) });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  const settles = useMay()("settleLabel");
  const first = settles ? found.data?.contradictions[0] : undefined;
  useKeys(t("label.view_settle", { n: 0 }), [
    ...(several ? [] : (first?.claims ?? [])).slice(0, KEYED).map((claim, at) => ({
      keys: [String(at + 1)],
      text: claim.label,
      run: () => settle.mutate({ example: first!.example.id, labels: [claim.label] }),
    })),
    ...(settles
      ? [{ keys: ["z", "Ctrl+z"], text: t("shell.undo"), run: () => undo.mutate(null) }]
      : []),
  ]);
  if (found.data === undefined)
    return found.error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
    );
  if (found.data.contradictions.length === 0)
    return (
      <EmptyState icon="check" title={t("label.noContradictions")}>
        {t("label.noContradictionsText")}
      </EmptyState>
    );
  return (
    <div className={style.settle}>
      <p className={style.small}>
        {t(
          !settles
            ? "label.viewersLabelNone"
            : several
              ? "label.settleSeveral"
              : touch
                ? "label.settleHelpTouch"
                : "label.settleHelp",
        )}
      </p>
      {found.data.contradictions.map(({ example, claims }, place) => (
        <article key={example.id} className={style.contradiction} data-example={example.id}>
          <span className={style.contradictionPicture}>
            <Thumbnail example={example} size={320} fit="contain" />
          </span>
          <div className={style.claims}>
            <p className={style.name}>{example.name}</p>
            <Claims
              claims={claims}
              labels={example.labels}
              keyed={place === 0}
              onSettle={(labels) => settle.mutate({ example: example.id, labels })}
            />
          </div>
        </article>
      ))}
    </div>
  );
}

interface ClaimsProps {
  readonly claims: Schema["ContradictionItem"]["claims"];
  /** The labels on which people agree. */
  readonly labels: readonly string[];
  /** Whether keys choose these. */
  readonly keyed: boolean;
  readonly onSettle: (labels: readonly string[]) => void;
}

/** What each person said: one of these is right, or in a multi-label project some of them are. */
function Claims({ claims, labels, keyed, onSettle }: ClaimsProps) {
  const locale = useLocale();
  const { t } = locale;
  const { multi_label: several, labels: known } = useProject();
  const settles = useMay()("settleLabel");
  const [chosen, setChosen] = useState(labels);
  const toggle = (label: string) =>
    setChosen((now) => {
      if (now.includes(label)) return now.filter((each) => each !== label);
      // 'None of these' goes with no other label.
      const kept = label === NONE_OF_THESE ? [] : now.filter((each) => each !== NONE_OF_THESE);
      return [...kept, label];
    });
  return (
    <>
      {claims.map(({ label, who, at }, place) => (
        <div key={label} className={style.claim}>
          {!settles ? (
            <LabelChip label={label} />
          ) : several ? (
            <Switch on={chosen.includes(label)} onChange={() => toggle(label)}>
              {label}
            </Switch>
          ) : (
            <Button onPress={() => onSettle([label])}>
              <span
                className={style.dot}
                style={{ backgroundColor: labelColour(label, known) }}
                aria-hidden="true"
              />
              <span className={style.claimLabel}>{label}</span>
              {keyed && place < KEYED && <Kbd name={String(place + 1)} />}
            </Button>
          )}
          <span className={style.small}>
            {who === null
              ? t("label.importedClaim")
              : t("label.claimBy", { name: who, when: at === null ? "" : locale.ago(at) })}
          </span>
        </div>
      ))}
      {several && settles && (
        <Button small tone="main" isDisabled={chosen.length === 0} onPress={() => onSettle(chosen)}>
          {t("label.settleNow")}
        </Button>
      )}
    </>
  );
}
