/** Publish: check, publish, use, describe, download, and give keys. */
import { Page } from "../../components/Page";
import { RoleNote } from "../../components/RoleNote";
import { EmptyState } from "../../components/States";
import { ButtonLink } from "../../components/Button";
import { Tabs } from "../../components/Tabs";
import { UseFunction } from "../../components/UseFunction";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { useSearch } from "../../state/useSearch";
import { CardView } from "./CardView";
import { DownloadsView } from "./DownloadsView";
import { KeysView } from "./KeysView";
import { usePublishedToast } from "./PublishingJob";
import { ReleaseView } from "./ReleaseView";

export default function PublishRoom() {
  const { t } = useLocale();
  const project = useProject();
  const [search, change] = useSearch();
  usePublishedToast();
  const may = useMay();
  const live = project.live_version;
  if (project.last_run === null && project.versions.length === 0)
    return (
      <Page title={t("publish.title")}>
        <EmptyState
          title={t("publish.nothingTrained")}
          icon="publish"
          actions={
            may("askForJob") && (
              <ButtonLink tone="main" icon="train" href={roomPath(project.name, "train")}>
                {t("shell.train")}
              </ButtonLink>
            )
          }
        >
          {t("publish.nothingTrainedText")}
        </EmptyState>
      </Page>
    );
  const first = live === null ? "release" : "use";
  const views = [
    ...(live === null
      ? []
      : [
          {
            id: "use",
            title: t("publish.viewUse"),
            content: <UseFunction project={project.name} />,
          },
        ]),
    { id: "release", title: t("publish.viewRelease"), content: <ReleaseView /> },
    { id: "card", title: t("publish.viewCard"), content: <CardView /> },
    { id: "download", title: t("publish.viewDownload"), content: <DownloadsView /> },
    ...(may("listKeys")
      ? [{ id: "keys", title: t("publish.viewKeys"), content: <KeysView /> }]
      : []),
  ];
  const wanted = search.get("view");
  const chosen = views.some((each) => each.id === wanted) ? wanted! : first;
  return (
    <Page
      title={t("publish.title")}
      lead={
        live === null
          ? t("publish.leadFirst")
          : t("publish.leadLive", { name: project.name, version: live })
      }
    >
      <RoleNote needs="publishRun">{t("publish.onlyOwners")}</RoleNote>
      <Tabs
        label={t("shell.publish")}
        views={views}
        chosen={chosen}
        onChoose={(id) => change({ view: id === first ? null : id })}
      />
    </Page>
  );
}
