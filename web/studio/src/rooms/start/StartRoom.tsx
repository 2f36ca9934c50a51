/** The first screen: the functions that there are, and how to make one. */
import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, call } from "../../api/client";
import { ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { RoleNote } from "../../components/RoleNote";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { freeName } from "../../state/pickedFiles";
import { DropArea } from "./DropArea";
import { makeProject, NewFunctionDialog } from "./NewFunctionDialog";
import { ProjectCard } from "./ProjectCard";
import { Steps } from "./Steps";
import { sourceBody, type Way } from "./sources";
import style from "./StartRoom.module.css";

export default function StartRoom() {
  const { t } = useLocale();
  const [path] = useLocation();
  const makes = useMay()("createProject");
  const projects = useQuery({
    queryKey: ["projects"],
    queryFn: () => call(api.GET("/v1/projects")),
    staleTime: 0,
  });
  if (projects.data === undefined)
    return (
      <Page title={t("shell.allProjects")}>
        {projects.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={projects.error} retry={() => void projects.refetch()} />
        )}
      </Page>
    );
  const found = [...projects.data.projects].sort((a, b) =>
    b.changed_at.localeCompare(a.changed_at),
  );
  const taken = found.map((each) => each.name);
  if (makes && (path === "/new" || found.length === 0)) return <NewFunction taken={taken} />;
  return (
    <Page
      title={t("start.functions")}
      lead={t("start.functionsLead")}
      tools={
        makes && (
          <ButtonLink href="/new" tone="main" icon="add">
            {t("start.make")}
          </ButtonLink>
        )
      }
    >
      <RoleNote needs="createProject">{t("start.onlyOwners")}</RoleNote>
      {found.length === 0 && <EmptyState icon="folder" title={t("start.noFunctions")} />}
      <ul className={style.cards}>
        {found.map((each) => (
          <li key={each.name}>
            <ProjectCard project={each} onRemoved={() => void projects.refetch()} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function NewFunction({ taken }: { readonly taken: readonly string[] }) {
  const { t } = useLocale();
  const [, navigate] = useLocation();
  const [way, setWay] = useState<Way | null>(null);
  const sample = useMutation({
    mutationFn: async () => {
      const name = freeName("sample", taken);
      await makeProject(name, "image-classification", false);
      const job = await call(
        api.POST("/v1/projects/{project}/examples:import", {
          params: { path: { project: name } },
          body: sourceBody({ sample: true }),
        }),
      );
      return { name, job: job.id };
    },
    onSuccess: ({ name, job }) => navigate(roomPath(name, "add", { job })),
  });
  return (
    <Page title={t("start.title")} lead={t("start.lead")}>
      <DropArea
        sample
        onChoose={(chosen) => (chosen.way === "sample" ? sample.mutate() : setWay(chosen))}
      >
        {sample.isPending && <p role="status">{t("start.samplePrepared")}</p>}
      </DropArea>
      {sample.error !== null && <ErrorNotice error={sample.error} retry={() => sample.mutate()} />}
      <Steps />
      {way !== null && <NewFunctionDialog way={way} taken={taken} onClose={() => setWay(null)} />}
    </Page>
  );
}
