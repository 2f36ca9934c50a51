/** The project that the page shows, and what is changed in it by all rooms. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import { api, call, type Schema } from "../api/client";
import type { Locale } from "../locales/locale";
import { errorText } from "./errorText";
import { useLocale } from "./localeContext";
import { projectKey, queryClient } from "./queryClient";
import { toast, type ToastContent } from "./toasts";

export type ProjectDetails = Schema["ProjectDetails"];
export type Example = Schema["ExampleItem"];
export type ActedOn = Schema["ActedOn"];

export const ProjectContext = createContext<ProjectDetails | null>(null);

/** Returns the project that the page shows. */
export function useProject(): ProjectDetails {
  const found = use(ProjectContext);
  if (found === null) throw new Error("useProject outside of a project's screen");
  return found;
}

/** Asks for a project's details; events keep them new. */
export function useProjectDetails(name: string) {
  return useQuery({
    queryKey: projectKey(name, "details"),
    queryFn: () => call(api.GET("/v1/projects/{project}", { params: { path: { project: name } } })),
  });
}

/** Asks for the project's jobs, the newest first; events keep them new. */
export function useJobs() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "jobs"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/jobs", { params: { path: { project: name } } })),
  });
}

/** Makes what shows examples and labels ask again. */
export function askAgain(project: string): void {
  for (const topic of ["details", "examples", "suggestions"] as const)
    void queryClient.invalidateQueries({ queryKey: projectKey(project, topic) });
}

/**
 * Returns a function that acts on examples, then says in a message what was done, with Undo.
 *
 * `act("set", { examples: [3], label: "oak" })`. A failure is said; what was shown stays.
 */
export function useAct() {
  const project = useProject().name;
  const locale = useLocale();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ action, body, text }: Act) =>
      call(
        api.POST(`/v1/projects/{project}/labels:${action}` as "/v1/projects/{project}/labels:set", {
          params: { path: { project } },
          body: body as Schema["GivenLabels"],
        }),
      ).then((done) => ({ done, text })),
    onSuccess: ({ done, text }) => {
      askAgain(project);
      if (text !== null) toast({ text: text ?? done.action, ...undoOf(done, undo.mutate, locale) });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
}

export type LabelAction =
  | "set"
  | "settle"
  | "set-not"
  | "take-off"
  | "clear"
  | "unsure"
  | "skip"
  | "remove-examples"
  | "rename"
  | "merge"
  | "delete";
export interface Act {
  readonly action: LabelAction;
  readonly body: Readonly<Record<string, unknown>>;
  /** The message when it is done: by default the server's; null for none. */
  readonly text?: string | null;
}

/** Returns the button of a message that undoes what was done, and nothing else; none for nothing. */
export function undoOf(
  { act }: ActedOn,
  undo: (act: number) => void,
  { t }: Locale,
): Pick<ToastContent, "action"> {
  return act === null ? {} : { action: { text: t("shell.undo"), run: () => undo(act) } };
}

/** Returns a function that undoes an act of whoever asks: the one with a number, else the last. */
export function useUndo() {
  const project = useProject().name;
  const locale = useLocale();
  return useMutation({
    mutationFn: (act: number | null) =>
      call(
        api.POST("/v1/projects/{project}/labels:undo", {
          params: { path: { project } },
          body: { everybody: false, act },
        }),
      ),
    onSuccess: (done) => {
      askAgain(project);
      const nothing = done.changed === 0 && done.action === "";
      toast({ text: nothing ? locale.t("shell.nothingToUndo") : done.action });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
}
