/** What the Test room asks the server. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, call, serverUrl, type Schema } from "../../api/client";
import { useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import type { AnswerFilter } from "./answerFilter";

export type Overview = Schema["TestOverview"];
export type Answered = Schema["TestedExample"];
export type Share = Schema["ShareItem"];
export type Caveat = Schema["CaveatItem"];
export type Threshold = Schema["ThresholdItem"];

const PAGE = 48;

/** Asks for a run's newest test; a changed label makes it ask again, since the test says so. */
export function useTest(run: number | undefined) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "test", run),
    enabled: run !== undefined,
    placeholderData: keepPreviousData,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}/test", {
          params: { path: { project: name, run: run! } },
        }),
      ),
  });
}

/** Asks for tested examples page by page. */
export function useAnswered(run: number, filter: AnswerFilter) {
  const { name } = useProject();
  return useInfiniteQuery({
    queryKey: projectKey(name, "examples", "answered", run, filter),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}/test/examples", {
          params: {
            path: { project: name, run },
            query: { ...filter, limit: PAGE, ...(pageParam !== undefined && { after: pageParam }) },
          },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Asks which words of a text speak for a label. */
export function useExplanation(run: number, example: number, label: string | undefined) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "runs", "explanation", run, example, label),
    staleTime: Infinity,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}/examples/{example}/explanation", {
          params: {
            path: { project: name, run, example },
            query: label === undefined ? {} : { label },
          },
        }),
      ),
  });
}

/** Returns a function that asks for a test with the labels as they are now. */
export function useTestAgain(run: number) {
  const { name } = useProject();
  return useMutation({
    mutationFn: () =>
      call(
        api.POST("/v1/projects/{project}/runs/{run}/test", {
          params: { path: { project: name, run } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
  });
}

/** Returns the address of the picture that shows where in an example a label is seen. */
export function heatMapUrl(project: string, run: number, example: number, label?: string): string {
  const query = label === undefined ? "" : `?label=${encodeURIComponent(label)}`;
  return serverUrl(
    `/v1/projects/${encodeURIComponent(project)}/runs/${run}/examples/${example}/heat-map${query}`,
  );
}
