/** A project's screens: the rail with the rooms, the strip with what would help most, the room. */
import { Suspense, useEffect } from "react";
import { Skeleton, EmptyState, ErrorNotice } from "../components/States";
import { ButtonLink } from "../components/Button";
import { ApiError } from "../api/client";
import { useLiveEvents } from "../state/liveEvents";
import { useLocale } from "../state/localeContext";
import { ProjectContext, useProjectDetails } from "../state/project";
import { DropAnywhere } from "./DropAnywhere";
import { ErrorBoundary } from "./ErrorBoundary";
import { NextStrip } from "./NextStrip";
import { NotFound } from "./NotFound";
import { ProjectRail } from "./ProjectRail";
import { loadRooms, roomEntry } from "./rooms";
import style from "./frame.module.css";

const SETTLED = 2_000; // milliseconds in which the first screen has its pictures

export function ProjectFrame({ name, room }: { readonly name: string; readonly room: string }) {
  const { t } = useLocale();
  const details = useProjectDetails(name);
  useLiveEvents(name);
  useEffect(() => {
    const timer = setTimeout(() => void loadRooms(), SETTLED);
    return () => clearTimeout(timer);
  }, []);
  const entry = roomEntry(room);
  if (entry === undefined) return <NotFound />;
  if (details.data === undefined) {
    if (details.error instanceof ApiError && details.error.status === 404)
      return (
        <main className={style.alone}>
          <EmptyState
            title={t("shell.noProject", { name })}
            icon="search"
            actions={<ButtonLink href="/">{t("shell.allProjects")}</ButtonLink>}
          >
            {t("shell.noProjectText")}
          </EmptyState>
        </main>
      );
    return (
      <main className={style.alone}>
        {details.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={details.error} retry={() => void details.refetch()} />
        )}
      </main>
    );
  }
  const Screen = entry.screen;
  return (
    <ProjectContext value={details.data}>
      <a className={style.skip} href="#content">
        {t("shell.skipToContent")}
      </a>
      <div className={style.frame} data-room={entry.id}>
        <DropAnywhere />
        <ProjectRail room={entry.id} />
        <NextStrip />
        <main id="content" className={style.content} tabIndex={-1}>
          <ErrorBoundary key={room}>
            <Suspense
              fallback={
                <div className={style.waiting}>
                  <Skeleton lines={6} />
                </div>
              }
            >
              <Screen />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </ProjectContext>
  );
}
