/** Follows an example of the project through its newest run. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ButtonLink } from "../../components/Button";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { contentUrl } from "../../api/addresses";
import { api, call, serverUrl } from "../../api/client";
import { roomPath } from "../../state/addresses";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { useSearch } from "../../state/useSearch";
import { ExamplePicker, useChoices } from "./ExamplePicker";
import { FollowedContext, type Followed } from "./followed";

export function OwnFollowed({ children }: { readonly children: ReactNode }) {
  const { t } = useLocale();
  const project = useProject();
  const [search, change] = useSearch();
  const run = project.last_run?.number ?? 0;
  const choices = useChoices(run > 0);
  const examples = choices.data ?? [];
  const asked = Number(search.get("example"));
  const example = Number.isSafeInteger(asked) && asked > 0 ? asked : (examples[0]?.id ?? 0);
  const followed = useQuery({
    enabled: run > 0 && example > 0,
    queryKey: projectKey(project.name, "examples", "inside", run, example),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}/inside", {
          params: { path: { project: project.name, run }, query: { example } },
        }),
      ),
  });
  const go = (by: number) => {
    const at = examples.findIndex((each) => each.id === example);
    const next = examples[(at + by + examples.length) % examples.length];
    if (next !== undefined) change({ example: next.id }, true);
  };
  useKeys(t("inside.title"), [
    { keys: ["j"], text: t("inside.nextExample"), run: () => go(1) },
    { keys: ["k"], text: t("inside.lastExample"), run: () => go(-1) },
  ]);
  if (run === 0)
    return (
      <EmptyState
        title={t("inside.notTrained")}
        icon="train"
        actions={
          <ButtonLink tone="main" href={roomPath(project.name, "train")}>
            {t("shell.do_train")}
          </ButtonLink>
        }
      >
        <p>{t("inside.notTrained1")}</p>
      </EmptyState>
    );
  if (choices.error !== null)
    return <ErrorNotice error={choices.error} retry={() => void choices.refetch()} />;
  return (
    <>
      <ExamplePicker
        examples={examples}
        chosen={example}
        onChoose={(id) => change({ example: id }, true)}
      />
      {followed.error !== null ? (
        <ErrorNotice error={followed.error} retry={() => void followed.refetch()} />
      ) : followed.data === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <FollowedContext value={ownView(project.name, followed.data)}>{children}</FollowedContext>
      )}
    </>
  );
}

function ownView(
  project: string,
  found: Followed["view"] & {
    example: { id: number; sha256: string; modality: string; text: string | null };
  },
): Followed {
  const { example } = found;
  const image = example.modality === "image";
  const path = `/v1/projects/${encodeURIComponent(project)}/examples/${example.id}/tensor`;
  return {
    view: found,
    more: 0,
    name: project,
    picture: image ? contentUrl(project, example) : null,
    tensor: image ? serverUrl(`${path}?sha256=${example.sha256}`) : null,
    text: example.text,
    own: true,
  };
}
