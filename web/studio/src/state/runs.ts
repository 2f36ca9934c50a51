/** The project's training runs. */
import { useQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../api/client";
import { useProject } from "./project";
import { projectKey } from "./queryClient";

export type Run = Schema["RunItem"];

/** Asks for the training runs, the newest first. */
export function useRuns() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "runs", "list"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/runs", { params: { path: { project: name } } })),
  });
}
