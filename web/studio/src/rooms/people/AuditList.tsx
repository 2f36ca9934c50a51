/** What was done, the newest first: sign-ins, roles, publishing, and changes of labels. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, call, type Schema } from "../../api/client";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Field";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import type { Locale } from "../../locales/locale";
import { useLocale } from "../../state/localeContext";
import { useSearch } from "../../state/useSearch";
import style from "./People.module.css";

type Entry = Schema["AuditItem"];

export function AuditList() {
  const locale = useLocale();
  const { t } = locale;
  const [search, change] = useSearch();
  const labels = search.get("labels") !== "no";
  const log = useInfiniteQuery({
    queryKey: ["audit", labels],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/v1/audit", {
          params: { query: { limit: 50, labels, ...(pageParam !== null && { after: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  const filter = (
    <Switch on={labels} onChange={(on) => change({ labels: on ? null : "no" }, true)}>
      {t("people.withLabels")}
    </Switch>
  );
  if (log.isPending) return <Skeleton lines={8} />;
  if (log.isError) return <ErrorNotice error={log.error} retry={() => void log.refetch()} />;
  const entries = log.data.pages.flatMap((each) => each.entries);
  if (entries.length === 0)
    return (
      <div className={style.stack}>
        {filter}
        <EmptyState icon="history" title={t("people.nothingDone")}>
          {t("people.nothingDoneText")}
        </EmptyState>
      </div>
    );
  return (
    <div className={style.stack}>
      {filter}
      <div className={style.scroll}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t("people.when")}</th>
              <th scope="col">{t("people.who")}</th>
              <th scope="col">{t("people.what")}</th>
              <th scope="col">{t("shell.project")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((each) => (
              <tr key={each.id}>
                <td className={style.time}>
                  <time dateTime={each.at}>{locale.moment(each.at)}</time>
                </td>
                <td className={style.name}>{each.who}</td>
                <td>
                  {wording(each, locale)}{" "}
                  <span className={style.soft}>{details(each, locale)}</span>
                </td>
                <td>{each.project ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {log.hasNextPage && (
        <Button isPending={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
          {t("people.earlier")}
        </Button>
      )}
    </div>
  );
}

/** Acts of programs that were written for other services, which are others' by another name. */
const SAME_AS: Readonly<Record<string, string>> = {
  deleteTag: "deleteLabel",
  trainVersion: "train",
  updateApp: "updateProject",
  updateSettings: "updateProject",
  updatePublishSettings: "updateProject",
  uploadForm: "uploadFiles",
  uploadUrls: "uploadFiles",
};

/** Returns what was done, in words; of an act that has none here, its name. */
function wording({ act, text, details: found }: Entry, { t, has, list }: Locale): string {
  const ofLabels = `people.labels_${String(found["kind"]).replace(" ", "_")}`;
  if (act === "labels" && has(ofLabels)) {
    const labels = (found["labels"] as string[] | undefined) ?? [];
    const names = labels.map((each) => t("people.quoted", { label: each }));
    const last = names.at(-1) ?? "";
    return t(ofLabels, { labels: list(names), others: list(names.slice(0, -1)), last }).trim();
  }
  if (text !== "") return text;
  const key = `people.act_${SAME_AS[act] ?? act}`;
  return has(key) ? t(key) : spaced(act);
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (each) => ` ${each.toLowerCase()}`);
}

/** Returns what else is known of an act; roles by the names that they have here. */
function details({ act, details: found, who }: Entry, { t, has }: Locale): string {
  if (act === "labels") return ""; // they are in the sentence
  const written = (value: unknown) => {
    const key = `people.role_${String(value)}`;
    return has(key) ? t(key) : String(value);
  };
  const { before, role, ...rest } = found;
  const roles = [before, role].filter((each) => typeof each === "string").map(written);
  const others = Object.values(rest).filter(
    (each) => (typeof each === "string" || typeof each === "number") && each !== who,
  );
  return [...others.map(String), ...(roles.length > 0 ? [roles.join(" → ")] : [])].join(", ");
}
