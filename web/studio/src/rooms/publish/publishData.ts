/** What the room asks of the server. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../../api/client";
import { useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";

export type Check = Schema["CheckItem"];
export type Preview = Schema["PreviewItem"];
export type Version = Schema["VersionItem"];
export type Download = Schema["DownloadItem"];
export type Key = Schema["ApiKeyItem"];

const params = (project: string) => ({ path: { project } });

/** Asks what publishing a run would check and give. */
export function usePreview(run: number | null, threshold: number | null) {
  const { name } = useProject();
  const query = {
    ...(run !== null && { run }),
    ...(threshold !== null && { threshold }),
  };
  return useQuery({
    queryKey: projectKey(name, "runs", "preview", run, threshold),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/publish/preview", { params: { ...params(name), query } }),
      ),
    enabled: run !== null,
    placeholderData: (before) => before,
  });
}

function askAgain(project: string): void {
  for (const topic of ["details", "versions", "runs"] as const)
    void queryClient.invalidateQueries({ queryKey: projectKey(project, topic) });
}

/** Asks for a publishing, which a job does. */
export function usePublish() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (body: Schema["ChosenRun"]) =>
      call(api.POST("/v1/projects/{project}/publish:start", { params: params(name), body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") }),
  });
}

export function useMakeLive() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (version: number) =>
      call(
        api.POST("/v1/projects/{project}/rollback", { params: params(name), body: { version } }),
      ),
    onSuccess: () => askAgain(name),
  });
}

export function useCardNotes() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "versions", "card"),
    queryFn: () => call(api.GET("/v1/projects/{project}/card", { params: params(name) })),
  });
}

export function useWriteCard() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (body: Schema["NewCardNotes"]) =>
      call(api.PUT("/v1/projects/{project}/card", { params: params(name), body })),
    onSuccess: (notes) => {
      queryClient.setQueryData(projectKey(name, "versions", "card"), notes);
      askAgain(name);
    },
  });
}

const downloadsKey = (project: string) => projectKey(project, "runs", "downloads");

export function useDownloads() {
  const { name } = useProject();
  return useQuery({
    queryKey: downloadsKey(name),
    queryFn: () => call(api.GET("/v1/projects/{project}/downloads", { params: params(name) })),
  });
}

export function useAskForDownload() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (body: Schema["NewDownload"]) =>
      call(api.POST("/v1/projects/{project}/downloads", { params: params(name), body })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: downloadsKey(name) });
      void queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") });
    },
  });
}

export function useKeyItems() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "people", "keys"),
    queryFn: () => call(api.GET("/v1/projects/{project}/keys", { params: params(name) })),
  });
}

export function useUsage() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "people", "usage"),
    queryFn: () => call(api.GET("/v1/projects/{project}/usage", { params: params(name) })),
  });
}

export function useMakeKey() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (body: Schema["NewApiKey"]) =>
      call(api.POST("/v1/projects/{project}/keys", { params: params(name), body })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: projectKey(name, "people") }),
  });
}

export function useRevokeKey() {
  const { name } = useProject();
  return useMutation({
    mutationFn: (key: string) =>
      call(
        api.DELETE("/v1/projects/{project}/keys/{key}", {
          params: { path: { project: name, key } },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: projectKey(name, "people") }),
  });
}
