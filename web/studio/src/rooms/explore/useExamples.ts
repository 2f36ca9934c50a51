/** The examples of the screen: the ids of all that fit, and what is known of those in view. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, call } from "../../api/client";
import { useChanges, type Changes } from "../../state/liveEvents";
import { useProject, type Example } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { queryOf, type Filters } from "./filters";

/** Asks for the ids of all examples that fit, in their order. */
export function useExampleIds(filters: Filters) {
  const { name } = useProject();
  const query = queryOf(filters);
  return useQuery({
    queryKey: projectKey(name, "examples", "ids", query),
    queryFn: ({ signal }) =>
      call(
        api.GET("/v1/projects/{project}/example-ids", {
          params: { path: { project: name }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    structuralSharing: false, // a comparison of 100,000 numbers takes longer than to draw them
  });
}

const BLOCK = 100; // examples of a request
const SETTLED = 50; // milliseconds without scrolling before what passes by is asked for

/**
 * Returns what is known of examples by id, and a function that is told which are in view: those are
 * asked for once the view rests, and again when they change.
 * @param made - changes when something else was found about them all.
 */
export function useLoadedExamples(made: string) {
  const { name } = useProject();
  const known = useRef(new Map<number, Example>());
  const wanted = useRef<readonly number[]>([]);
  const asked = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [version, setVersion] = useState(0);

  const load = useCallback(
    async (ids: readonly number[]) => {
      for (const id of ids) asked.current.add(id);
      try {
        const found = await queryClient.fetchQuery({
          queryKey: projectKey(name, "examples", "some", ids),
          queryFn: () =>
            call(
              api.GET("/v1/projects/{project}/examples", {
                params: { path: { project: name }, query: { ids: ids.join(","), limit: BLOCK } },
              }),
            ),
          staleTime: 0,
          gcTime: 0,
        });
        for (const each of found.examples) known.current.set(each.id, each);
        setVersion((before) => before + 1);
      } catch {
        // The next time that they come into view they are asked for again.
      } finally {
        for (const id of ids) asked.current.delete(id);
      }
    },
    [name],
  );

  const askForMissing = useCallback(() => {
    const missing = wanted.current.filter((id) => !known.current.has(id) && !asked.current.has(id));
    for (let start = 0; start < missing.length; start += BLOCK)
      void load(missing.slice(start, start + BLOCK));
  }, [load]);

  const want = useCallback(
    (ids: readonly number[]) => {
      wanted.current = ids;
      clearTimeout(timer.current);
      // Nothing passes by before the first are there.
      if (known.current.size === 0) askForMissing();
      else timer.current = setTimeout(askForMissing, SETTLED);
    },
    [askForMissing],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  /** Asks again for examples of which something may have changed. */
  const renew = useCallback(
    (ids: Iterable<number>) => {
      const inView = new Set(wanted.current);
      const again: number[] = [];
      for (const id of ids) {
        if (inView.has(id)) again.push(id);
        else known.current.delete(id);
      }
      for (let start = 0; start < again.length; start += BLOCK)
        void load(again.slice(start, start + BLOCK));
    },
    [load],
  );
  useEffect(() => renew([...known.current.keys()]), [made, renew]);
  const onChanges = useCallback((changes: Changes) => renew(changes.examples), [renew]);
  useChanges(onChanges);

  return { known: known.current, version, want, renew };
}
