/** The rail: the project, its rooms in order, and what belongs to the whole studio. */
import { Link } from "wouter";
import { Button, names } from "../components/Button";
import { Icon } from "../components/Icon";
import { Menu } from "../components/Menu";
import { roomPath, type Room } from "../state/addresses";
import { useLocale } from "../state/localeContext";
import { useMay } from "../state/mayDo";
import { useProject } from "../state/project";
import { AddingNote } from "./AddingNote";
import { Brand } from "./Brand";
import { ConnectionNote } from "./ConnectionNote";
import { StudioMenu } from "./StudioMenu";
import { PROJECT_ROOMS } from "./rooms";
import style from "./frame.module.css";

export function ProjectRail({ room }: { readonly room: Room }) {
  const { t, ...locale } = useLocale();
  const project = useProject();
  const may = useMay();
  const adds = may("importSource");
  const notes: Partial<Record<Room, number>> = {
    explore: project.examples,
    label: project.counts.unlabelled,
    publish: project.versions.length,
  };
  return (
    <header className={style.rail}>
      <div className={style.top}>
        <Brand />
        <Menu
          label={t("shell.project")}
          button={
            <Button tone="quiet" aria-label={t("shell.projectMenu", { name: project.name })}>
              <span className={style.projectName}>{project.name}</span>
              <Icon name="down" />
            </Button>
          }
          actions={[
            ...(adds
              ? [
                  {
                    id: "add",
                    text: t("shell.add"),
                    icon: "add" as const,
                    href: roomPath(project.name, "add"),
                  },
                ]
              : []),
            { id: "all", text: t("shell.allProjects"), icon: "folder", href: "/" },
            ...(may("createProject")
              ? [{ id: "new", text: t("shell.newProject"), icon: "add" as const, href: "/new" }]
              : []),
          ]}
        />
      </div>
      <nav className={style.rooms} aria-label={t("shell.rooms")}>
        {PROJECT_ROOMS.map(({ id, icon }) => (
          <Link
            key={id}
            href={roomPath(project.name, id)}
            className={names(style.room, id === room && style.here)}
            aria-current={id === room ? "page" : undefined}
          >
            <Icon name={icon} size={18} />
            <span>{t(`shell.${id}`)}</span>
            {notes[id] !== undefined && notes[id] > 0 && (
              <span className={style.count} aria-hidden="true">
                {new Intl.NumberFormat(locale.language, { notation: "compact" }).format(notes[id])}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <div className={style.bottom}>
        <ConnectionNote />
        {adds && (
          <Link
            href={roomPath(project.name, "add")}
            className={names(style.room, (room === "add" || room === "camera") && style.here)}
            aria-current={room === "add" || room === "camera" ? "page" : undefined}
          >
            <Icon name="add" size={18} />
            <span>{t("shell.add")}</span>
            <AddingNote />
          </Link>
        )}
        <Link
          href={roomPath(project.name, "inside")}
          className={names(style.room, room === "inside" && style.here)}
          aria-current={room === "inside" ? "page" : undefined}
          aria-label={t("shell.inside")}
        >
          <Icon name="inside" size={18} />
          <span>{t("shell.inside")}</span>
        </Link>
        <StudioMenu />
      </div>
    </header>
  );
}
