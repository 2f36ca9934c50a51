/** People: oneself, who else may sign in, and what was done. */
import { Page } from "../../components/Page";
import { ErrorNotice, Notice, Skeleton } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useLocale } from "../../state/localeContext";
import { useSession } from "../../state/session";
import { useSearch } from "../../state/useSearch";
import { AuditList } from "./AuditList";
import { OneselfPanel } from "./OneselfPanel";
import { PeopleList } from "./PeopleList";

export default function PeopleRoom() {
  const { t } = useLocale();
  const session = useSession();
  const [search, change] = useSearch();
  const { data } = session;
  if (session.isError)
    return (
      <Page title={t("shell.people")}>
        <ErrorNotice error={session.error} retry={() => void session.refetch()} />
      </Page>
    );
  if (data === undefined || data.person === null)
    return (
      <Page title={t("shell.people")}>
        <Skeleton lines={5} />
      </Page>
    );
  const { person, team } = data;
  const views = [
    ...(team
      ? [{ id: "you", title: t("people.you"), content: <OneselfPanel person={person} /> }]
      : []),
    ...(team && person.role === "owner"
      ? [{ id: "team", title: t("shell.people"), content: <PeopleList self={person.name} /> }]
      : []),
    ...(person.role === "owner"
      ? [{ id: "done", title: t("people.done"), content: <AuditList /> }]
      : []),
  ];
  const wanted = search.get("view");
  const chosen = views.find((each) => each.id === wanted)?.id ?? views[0]!.id;
  return (
    <Page title={t("shell.people")} lead={team ? undefined : t("people.aloneLead")}>
      {!team && (
        <Notice tone="info">
          {t("people.alone")} <code>vizsla studio --team</code>
        </Notice>
      )}
      <Tabs
        label={t("shell.people")}
        views={views}
        chosen={chosen}
        onChoose={(view) => change({ view }, true)}
      />
    </Page>
  );
}
