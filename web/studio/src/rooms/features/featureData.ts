/** What the Features room asks the server, and changes there. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../../api/client";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useJobs, useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { toast } from "../../state/toasts";

export type Features = Schema["FeaturesOfProject"];
export type Column = Schema["ColumnItem"];
export type PhraseList = Schema["PhraseListItem"];
export type Pattern = Schema["PatternItem"];
export type Gain = Schema["MeasuredGain"];
export type NewPhraseList = Schema["NewPhraseList"];
export type NewPattern = Schema["NewPattern"];
export type Change =
  | { readonly do: "add-column"; readonly body: Schema["NewColumn"] }
  | { readonly do: "set-phrase-list"; readonly body: NewPhraseList }
  | { readonly do: "set-pattern"; readonly body: NewPattern }
  | { readonly do: "remove"; readonly body: Schema["FeatureName"] };

const MEASURE = "measure-features";

/** Asks for the features; a measurement that ends makes it ask again. */
export function useFeatures() {
  const { name } = useProject();
  const job = useMeasuring();
  return useQuery({
    queryKey: projectKey(name, "jobs", "features", job?.state === "done" ? job.id : ""),
    placeholderData: (before) => before,
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/features", { params: { path: { project: name } } })),
  });
}

/** Returns the newest measurement; undefined where none was asked for. */
export function useMeasuring() {
  return useJobs().data?.jobs.find((each) => each.kind === MEASURE);
}

/** Returns a function that asks for a measurement. */
export function useMeasure() {
  const { name } = useProject();
  return useMutation({
    mutationFn: () =>
      call(
        api.POST("/v1/projects/{project}/features:measure", {
          params: { path: { project: name } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
  });
}

/** Returns a function that changes a feature; with `back` the message offers Undo. */
export function useChangeFeatures() {
  const { name } = useProject();
  const locale = useLocale();
  const change = useMutation({
    mutationFn: ({ change: wanted }: { change: Change; text?: string; back?: Change }) =>
      call(
        api.POST(
          `/v1/projects/{project}/features:${wanted.do}` as "/v1/projects/{project}/features:set-phrase-list",
          { params: { path: { project: name } }, body: wanted.body as NewPhraseList },
        ),
      ),
    onSuccess: (features, { text, back }) => {
      queryClient.setQueriesData({ queryKey: projectKey(name, "jobs", "features") }, features);
      if (text === undefined) return;
      toast(
        back === undefined
          ? { text }
          : {
              text,
              action: {
                text: locale.t("shell.undo"),
                run: () => change.mutate({ change: back }),
              },
            },
      );
    },
    onError: (error, { text }) => {
      if (text !== undefined) toast({ text: errorText(error, locale), tone: "bad" });
    },
  });
  return change;
}
