/** What the Train room asks the server, and asks of it. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../../api/client";
import type { Job } from "../../state/jobs";
import { useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";

export type RunDetails = Schema["RunDetails"];
export type Point = Schema["TrainingPoint"];
export type Comparison = Schema["RunComparison"];

/** Asks for a run with its curves. */
export function useRun(run: number | undefined) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "runs", "details", run),
    enabled: run !== undefined,
    placeholderData: keepPreviousData,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}", {
          params: { path: { project: name, run: run! } },
        }),
      ),
  });
}

/** Asks whether one run is better than another; of one run alone nothing. */
export function useComparison(first: number | undefined, second: number | undefined) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "runs", "comparison", first, second),
    enabled: first !== undefined && second !== undefined,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/comparison", {
          params: { path: { project: name }, query: { first: first!, second: second! } },
        }),
      ),
  });
}

/** Asks for the log of a job, again at each of its stages. */
export function useLog(job: Job, shown: boolean) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "jobs", "log", job.id, job.state, job.message),
    enabled: shown,
    placeholderData: keepPreviousData,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/jobs/{job}/log", {
          params: { path: { project: name, job: job.id } },
        }),
      ),
  });
}

/** Asks whether the project trains by itself; each changed label makes it ask again. */
export function useRetraining() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "retraining"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/retraining", { params: { path: { project: name } } })),
  });
}

/** Returns a function that lets the project train by itself, or no more. */
export function useSetRetraining() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (byItself: boolean) =>
      call(
        api.PUT("/v1/projects/{project}/retraining", {
          params: { path: { project: name } },
          body: { by_itself: byItself },
        }),
      ),
    onSuccess: (state) =>
      queryClient.setQueryData(projectKey(name, "examples", "retraining"), state),
  });
}
