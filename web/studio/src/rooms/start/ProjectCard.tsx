/** A project on the first screen: some of its examples, its numbers, and what can be done with it. */
import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { thumbnailUrl } from "../../api/addresses";
import { api, call, type Schema } from "../../api/client";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { ErrorNotice } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { projectKey } from "../../state/queryClient";
import style from "./ProjectCard.module.css";

const SHOWN = 4;

export interface ProjectCardProps {
  readonly project: Schema["ProjectItem"];
  readonly onRemoved: () => void;
}

export function ProjectCard({ project, onRemoved }: ProjectCardProps) {
  const locale = useLocale();
  const { t } = locale;
  const { name, examples, labels, live_version: live } = project;
  const may = useMay();
  const [asks, setAsks] = useState(false);
  const facts = [
    t("shell.examples", { n: examples }),
    t("start.labels", { n: labels }),
    locale.ago(project.changed_at),
  ];
  return (
    <article className={style.card}>
      <Link href={roomPath(name, "explore")} className={style.link}>
        <Cover project={project} />
        <span className={style.words}>
          <span className={style.name}>{name}</span>
          <span className={style.facts}>{facts.join(" · ")}</span>
          {live !== null && (
            <span className={style.live}>
              <Icon name="check" size={14} />
              {t("shell.liveVersion", { version: live })}
            </span>
          )}
        </span>
      </Link>
      <div className={style.menu}>
        <Menu
          label={t("start.actions", { name })}
          button={<IconButton small icon="more" label={t("start.actions", { name })} />}
          actions={[
            ...(may("importSource")
              ? [
                  {
                    id: "add",
                    text: t("shell.add"),
                    icon: "add" as const,
                    href: roomPath(name, "add"),
                  },
                ]
              : []),
            { id: "label", text: t("shell.label"), icon: "label", href: roomPath(name, "label") },
            ...(may("deleteProject")
              ? [
                  {
                    id: "remove",
                    text: t("start.remove"),
                    icon: "remove" as const,
                    danger: true,
                    apart: true,
                    run: () => setAsks(true),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {asks && <Removal project={project} onClose={() => setAsks(false)} onRemoved={onRemoved} />}
    </article>
  );
}

function Cover({ project }: { readonly project: Schema["ProjectItem"] }) {
  const { name, modality } = project;
  const found = useQuery({
    queryKey: projectKey(name, "examples", "cover"),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { limit: SHOWN, order: "newest" } },
        }),
      ),
    enabled: project.examples > 0,
  });
  const examples = found.data?.examples ?? [];
  if (project.examples === 0)
    return (
      <span className={style.none}>
        <Icon
          name={modality === "text" ? "file" : modality === "audio" ? "sound" : "image"}
          size={24}
        />
      </span>
    );
  if (modality === "text")
    return (
      <span className={style.texts}>
        {examples.map((each) => (
          <span key={each.id}>{each.text}</span>
        ))}
      </span>
    );
  return (
    <span className={style.pictures}>
      {examples.map((each) => (
        <img key={each.id} src={thumbnailUrl(name, each, 160)} alt="" loading="lazy" />
      ))}
    </span>
  );
}

interface RemovalProps extends ProjectCardProps {
  readonly onClose: () => void;
}

function Removal({ project, onClose, onRemoved }: RemovalProps) {
  const { t } = useLocale();
  const { name, examples } = project;
  const remove = useMutation({
    mutationFn: () =>
      call(api.DELETE("/v1/projects/{project}", { params: { path: { project: name } } })),
    onSuccess: () => {
      onClose();
      onRemoved();
    },
  });
  return (
    <Dialog
      alert
      open
      title={t("start.removeTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button tone="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
            {t("start.removeForGood")}
          </Button>
        </>
      }
    >
      <p>{t("start.removeText", { n: examples })}</p>
      {remove.error !== null && <ErrorNotice error={remove.error} />}
    </Dialog>
  );
}
