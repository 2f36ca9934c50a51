/**
 * What happens in a project, as the server tells it: queries of what changed ask again.
 *
 * The browser's EventSource connects again by itself and says which event it saw last, so that a
 * sleeping laptop or a restarted server loses nothing.
 */
import { useEffect, useSyncExternalStore } from "react";
import { serverUrl, type Schema } from "../api/client";
import { keepConnected } from "./liveConnection";
import { projectKey, queryClient, type Topic } from "./queryClient";

export type Job = Schema["JobItem"];
export type Changes = Schema["ChangeList"];
type Connection = "connecting" | "live" | "away";

let connection: Connection = "connecting";
const listeners = new Set<() => void>();
const changeListeners = new Set<(changes: Changes) => void>();

function setConnection(next: Connection): void {
  connection = next;
  for (const each of listeners) each();
}

/** Returns whether events come. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

/** Calls a function for each change to the project's examples, runs and versions. */
export function useChanges(listener: (changes: Changes) => void): void {
  useEffect(() => {
    changeListeners.add(listener);
    return () => void changeListeners.delete(listener);
  }, [listener]);
}

function ask(project: string, ...topics: readonly Topic[]): void {
  for (const topic of topics)
    void queryClient.invalidateQueries({ queryKey: projectKey(project, topic) });
}

/** Returns the topics that changes are about. */
export function topicsOf(changes: Changes): Topic[] {
  const topics = new Set<Topic>(["details"]);
  if (changes.examples.length + changes.removed.length > 0)
    for (const each of ["examples", "suggestions"] as const) topics.add(each);
  if (changes.runs.length > 0)
    for (const each of ["runs", "suggestions", "examples"] as const) topics.add(each);
  if (changes.versions.length > 0) topics.add("versions");
  return [...topics];
}

/** Puts a job's news among the project's jobs. */
function keepJob(project: string, job: Job): void {
  queryClient.setQueryData<Schema["JobList"]>(projectKey(project, "jobs"), (found) => {
    if (found === undefined) return found;
    const known = found.jobs.some((each) => each.id === job.id);
    const jobs = known
      ? found.jobs.map((each) => (each.id === job.id ? job : each))
      : [job, ...found.jobs];
    return { ...found, jobs };
  });
  if (job.state !== "running") ask(project, "details", "runs", "exploration");
}

/** Watches a project while the page shows it. */
export function useLiveEvents(project: string): void {
  useEffect(() => {
    const path = `/v1/projects/${encodeURIComponent(project)}/events`;
    const open = (last: string) => {
      const source = new EventSource(serverUrl(last === "" ? path : `${path}?since=${last}`));
      listen(project, source);
      return source;
    };
    const end = keepConnected(open, setConnection);
    return () => {
      end();
      setConnection("connecting");
    };
  }, [project]);
}

function listen(project: string, source: EventSource): void {
  source.addEventListener("revision", () => ask(project, "details", "jobs", "exploration"));
  source.addEventListener("changes", (event: MessageEvent<string>) => {
    const changes = JSON.parse(event.data) as Changes;
    for (const each of changeListeners) each(changes);
    ask(project, ...topicsOf(changes));
  });
  source.addEventListener("job", (event: MessageEvent<string>) =>
    keepJob(project, JSON.parse(event.data) as Job),
  );
  source.addEventListener("people", (event: MessageEvent<string>) =>
    queryClient.setQueryData(
      projectKey(project, "people"),
      JSON.parse(event.data) as Schema["PeopleHere"],
    ),
  );
  source.addEventListener("removed", () => ask(project, "details"));
}
