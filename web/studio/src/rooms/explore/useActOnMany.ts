/** Acts on any number of examples: the server takes some thousands at once. */
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { api, call, type Schema } from "../../api/client";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { askAgain, useProject, type LabelAction } from "../../state/project";
import { toast } from "../../state/toasts";

const MOST = 5_000; // examples of one request

/** The numbers of acts to undo, null for the last whatever it was; and what they were done to. */
interface UndoneActs {
  readonly acts: readonly (number | null)[];
  readonly examples: readonly number[];
}

export interface ManyAct {
  readonly action: LabelAction;
  readonly examples: readonly number[];
  readonly label?: string;
  /** What is said when it is done. */
  readonly text: string;
}

/**
 * Returns what acts on examples, says what was done, and offers to undo it; and what undoes the last
 * act as one, though the server may have been asked several times.
 */
export function useActOnMany(onDone: (examples: readonly number[]) => void) {
  const { name: project, multi_label: several } = useProject();
  const locale = useLocale();
  const post = (action: string, body: object) =>
    call(
      api.POST(`/v1/projects/{project}/labels:${action}` as "/v1/projects/{project}/labels:set", {
        params: { path: { project } },
        body: body as Schema["GivenLabels"],
      }),
    );
  const last = useRef<UndoneActs>(null);
  const undo = useMutation({
    mutationFn: async ({ acts }: UndoneActs) => {
      let changed = 0;
      for (const act of acts.toReversed())
        changed += (await post("undo", { everybody: false, act })).changed;
      return changed;
    },
    onSuccess: (changed, { examples }) => {
      askAgain(project);
      onDone(examples);
      toast({ text: locale.t(changed > 0 ? "explore.undone" : "shell.nothingToUndo") });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  const undoLast = () => {
    undo.mutate(last.current ?? { acts: [null], examples: [] });
    last.current = null;
  };
  const act = useMutation({
    mutationFn: async ({ action, examples, label }: ManyAct) => {
      const acts: number[] = [];
      for (let start = 0; start < examples.length; start += MOST) {
        const body = {
          examples: examples.slice(start, start + MOST),
          ...(label !== undefined && { label }),
        };
        const more =
          action === "set" && several ? { labels: [label], label: undefined, add: true } : {};
        const done = await post(action, { ...body, ...more });
        if (done.act !== null) acts.push(done.act);
      }
      return acts;
    },
    onSuccess: (acts, { action, examples, text }) => {
      askAgain(project);
      onDone(examples);
      const gone = action === "remove-examples";
      const isUndone = !gone && acts.length > 0;
      if (isUndone) last.current = { acts, examples };
      const run = () => {
        last.current = null;
        undo.mutate({ acts, examples });
      };
      toast({ text, ...(isUndone && { action: { text: locale.t("shell.undo"), run } }) });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  return { act, undoLast };
}
