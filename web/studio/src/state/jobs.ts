/** The project's jobs: the newest of a kind, whether one goes on, and training, which any room asks for. */
import { useMutation } from "@tanstack/react-query";
import { api, call } from "../api/client";
import type { Job } from "./liveEvents";
import { useJobs, useProject } from "./project";
import { projectKey, queryClient } from "./queryClient";

export type { Job };

/** Returns whether a job waits or is at work. */
export function isActive(job: Pick<Job, "state"> | undefined): boolean {
  return job?.state === "waiting" || job?.state === "running";
}

/** Returns the newest job of a kind; undefined where none was asked for. */
export function useNewestJob(kind: Job["kind"]): Job | undefined {
  return useJobs().data?.jobs.find((each) => each.kind === kind);
}

/** Returns the newest job of a kind that waits or is at work; undefined where none does. */
export function useActiveJob(kind: Job["kind"]): Job | undefined {
  return useJobs().data?.jobs.find((each) => each.kind === kind && isActive(each));
}

/** Returns a function that asks for a training. */
export function useTrain() {
  const { name } = useProject();
  return useMutation({
    mutationFn: () =>
      call(
        api.POST("/v1/projects/{project}/jobs", {
          params: { path: { project: name } },
          body: { kind: "train" },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
  });
}

/** Returns a function that cancels a job. */
export function useCancel() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (job: string) =>
      call(
        api.POST("/v1/projects/{project}/jobs/{job}:cancel", {
          params: { path: { project: name, job } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
  });
}
