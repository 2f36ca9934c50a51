/** What the Label room asks the server beside its queue. */
import { useQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../../api/client";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";

export type LabelKey = Schema["LabelKeyItem"];
export const NONE_OF_THESE = "none of these";

/** The labels with their keys; asked for again when a label comes or goes. */
export function useLabelKeys(): readonly LabelKey[] {
  const { name, labels } = useProject();
  const known = labels.map((each) => each.name).join("\n");
  const found = useQuery({
    queryKey: projectKey(name, "examples", "label keys", known),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/label-keys", { params: { path: { project: name } } })),
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  return found.data?.keys ?? labels.map((each) => ({ label: each.name, key: null }));
}

/** The entities that texts of the project have. */
export function useEntityNames(enabled: boolean) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "entities"),
    enabled,
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/entities", { params: { path: { project: name } } })),
  });
}

/** Who has the project open; live events keep it new. */
export function usePeopleHere() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "people"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/presence", { params: { path: { project: name } } })),
  });
}

export function useContradictions() {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "contradictions"),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/contradictions", {
          params: { path: { project: name }, query: { limit: 100 } },
        }),
      ),
  });
}

/** The examples that were labelled last, by anybody; they are asked for again as labels come. */
export function useJustLabelled(ids: readonly number[]) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "just labelled", ...ids),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { ids: ids.join(","), limit: ids.length } },
        }),
      ),
  });
}
