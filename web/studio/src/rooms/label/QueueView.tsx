/** The queue with what can be done to it: labels, not, unsure, skip, undo. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice, Notice, Skeleton } from "../../components/States";
import { useKeys, type Key } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { toast } from "../../state/toasts";
import { DoneView } from "./DoneView";
import { GridView } from "./GridView";
import { JustLabelled } from "./JustLabelled";
import { LabelFinder } from "./LabelFinder";
import { LabelList } from "./LabelList";
import { OneView } from "./OneView";
import { useLabelKeys, usePeopleHere } from "./labellingData";
import type { ActName, QueueItem } from "./queueState";
import { useLabelQueue } from "./useLabelQueue";
import style from "./label.module.css";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const TAKEN = new Set([..."nuszvea"]);

export function QueueView({ view }: { readonly view: "one" | "grid" | "groups" }) {
  const { t } = useLocale();
  const { multi_label: several } = useProject();
  const keys = useLabelKeys();
  const you = usePeopleHere().data?.you;
  const queue = useLabelQueue(view === "groups");
  const { items, page, failure } = queue.state;
  const [finding, setFinding] = useState<string | null>(null);
  // In the grid and in groups those that are chosen; of one example its labels.
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [labels, setLabels] = useState<{ of: number; names: readonly string[] } | null>(null);
  const first = items[0];
  const isGroup = view === "groups";
  // What Enter gives: a group's label is that of each in it, or none.
  const offered = (isGroup ? page?.label : first?.guess?.label) ?? null;
  const own = labels !== null && labels.of === first?.example.id ? labels.names : [];

  const wanted = (): readonly QueueItem[] => {
    if (view === "one") return first === undefined ? [] : [first];
    if (isGroup) return items.filter((each) => !chosen.has(each.example.id));
    const some = items.filter((each) => chosen.has(each.example.id));
    return some.length > 0 ? some : items.slice(0, 1);
  };
  const act = (name: ActName, body: Record<string, unknown>, on = wanted()) => {
    if (on.length === 0) return;
    const examples = on.map((each) => each.example.id);
    queue.act({ name, body: { ...body, examples }, items: on });
    setChosen(new Set());
    setLabels(null);
    // Those of a group that were left out are labelled one by one.
    if (isGroup) queue.fill();
  };
  const aside = { only_unlabelled: true };
  const toggled = (label: string) =>
    own.includes(label) ? own.filter((each) => each !== label) : [...own, label];
  const give = (label: string) => {
    setFinding(null);
    if (several && view === "one" && first !== undefined)
      setLabels({ of: first.example.id, names: toggled(label) });
    else act("set", several ? { labels: [label] } : { label });
  };
  const take = () => {
    if (view === "one" && own.length > 0) return act("set", { labels: own });
    if (view !== "grid") {
      if (offered === null) return toast({ text: t("label.noGuess") });
      const guesses = first?.guess?.labels ?? [];
      return act(
        "set",
        several ? { labels: guesses.length > 0 ? guesses : [offered] } : { label: offered },
      );
    }
    // Each of the chosen gets its own guess.
    const on = wanted();
    const guessed = new Map<string, QueueItem[]>();
    for (const each of on)
      if (each.guess)
        guessed.set(each.guess.label, [...(guessed.get(each.guess.label) ?? []), each]);
    if (guessed.size === 0) return toast({ text: t("label.noGuess") });
    for (const [label, some] of guessed)
      act("set", several ? { labels: [label] } : { label }, some);
  };
  const not = () => {
    if (offered === null) toast({ text: t("label.noGuess") });
    else act("set-not", { label: offered, ...aside });
  };
  const used = new Set(keys.map((each) => each.key));
  const labelKeys: Key[] = keys
    .filter((each) => each.key !== null)
    .map((each) => ({ keys: [each.key!], text: each.label, run: () => give(each.label) }));
  useKeys(t("label.labels"), labelKeys);
  useKeys(t("shell.label"), [
    { keys: ["Enter"], text: t(several ? "label.takeSeveral" : "label.takeGuess"), run: take },
    { keys: ["n"], text: t("label.not"), run: not },
    { keys: ["u"], text: t("label.unsure"), run: () => act("unsure", aside) },
    { keys: ["s"], text: t("label.skip"), run: () => act("skip", aside) },
    { keys: ["z", "Ctrl+z"], text: t("shell.undo"), run: queue.undo },
    { keys: ["Shift+Z", "Ctrl+Shift+z", "Ctrl+y"], text: t("label.redo"), run: queue.redo },
    { keys: ["/", "Space"], text: t("label.find"), run: () => setFinding("") },
    {
      keys: LETTERS.filter((each) => !TAKEN.has(each) && !used.has(each)),
      run: (event) => setFinding(event.key),
    },
  ]);

  if (queue.loading) return <Skeleton lines={8} />;
  const words =
    page?.source == null
      ? t(queue.guessesSoon ? "label.guessesSoon" : "label.noModel")
      : t("label.source", { n: page.source.labelled }) +
        (page.source.run === null ? "" : ` ${t("label.sourceRun", { run: page.source.run })}`);
  return (
    <div className={style.room}>
      <div className={style.stage}>
        {failure !== null && <ErrorNotice error={failure} retry={queue.fill} />}
        {first?.held_by != null && first.held_by !== you && (
          <Notice tone="info">{t("label.heldBy", { name: first.held_by })}</Notice>
        )}
        {first === undefined ? (
          <DoneView page={page} group={isGroup} onChange={queue.fill} />
        ) : view === "one" ? (
          <OneView item={first} queue={queue} />
        ) : (
          <GridView
            items={items}
            chosen={chosen}
            onChoose={setChosen}
            group={isGroup ? (page?.label ?? "") : null}
          />
        )}
        <JustLabelled done={queue.state.done} />
      </div>
      <aside className={style.side} aria-label={t("label.labels")}>
        {first === undefined ? (
          <Button small icon="undo" onPress={queue.undo}>
            {t("shell.undo")}
          </Button>
        ) : (
          <div className={style.acts}>
            <Button tone="main" onPress={take} isDisabled={offered === null && own.length === 0}>
              {own.length > 0
                ? t("label.done", { n: own.length })
                : offered !== null
                  ? view === "grid"
                    ? t("label.takeGuesses", { n: wanted().length })
                    : t(isGroup ? "label.allAre" : "label.is", {
                        label: offered,
                        n: wanted().length,
                      })
                  : t("label.chooseOne")}
            </Button>
            <div className={style.minor}>
              <Button small onPress={not} isDisabled={offered === null}>
                {t("label.not")}
              </Button>
              <Button small onPress={() => act("unsure", aside)}>
                {t("label.unsure")}
              </Button>
              <Button small onPress={() => act("skip", aside)}>
                {t("label.skip")}
              </Button>
              <Button small icon="undo" onPress={queue.undo}>
                <span>{t("shell.undo")}</span>
              </Button>
            </div>
          </div>
        )}
        <LabelList
          keys={keys}
          chosen={own}
          guess={view === "grid" || offered === null ? null : (first?.guess ?? null)}
          onChoose={give}
          onFind={() => setFinding("")}
        />
        {first !== undefined && <p className={style.small}>{words}</p>}
      </aside>
      {finding !== null && (
        <LabelFinder
          start={finding}
          labels={keys.map((each) => each.label)}
          onChoose={give}
          onClose={() => setFinding(null)}
        />
      )}
    </div>
  );
}
