/**
 * The queue of this tab: filled ahead, moved on at once, and each act sent as it is done.
 *
 * Acts are sent one after the other, so that the server undoes them in the labeller's order.
 */
import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from "react";
import { api, call, type Schema } from "../../api/client";
import { thumbnailUrl } from "../../api/addresses";
import { useChanges, type Changes } from "../../state/liveEvents";
import { useProject, type ActedOn } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { confirmed, untilAnswered } from "../../state/unsent";
import { labellingClient } from "./labellingClient";
import {
  acted,
  EMPTY,
  failed,
  labelledElsewhere,
  merged,
  redone,
  undone,
  type QueueAct,
  type QueuePage,
  type QueueState,
} from "./queueState";

const AT_HAND = 16; // examples
const LOW = 8;
const GUESSES_AGAIN = 3; // acts after which new guesses are asked for
const PREFETCHED = 6; // pictures
const GUESSES_SOON = 3_000; // milliseconds until it is asked whether there are guesses
const STILL_HERE = 30_000; // milliseconds

type Step = (state: QueueState) => QueueState;

export interface LabelQueue {
  readonly state: QueueState;
  readonly loading: boolean;
  /** Whether the first guesses are being made. */
  readonly guessesSoon: boolean;
  readonly act: (act: QueueAct) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly fill: () => void;
}

export function useLabelQueue(group: boolean): LabelQueue {
  const { name: project, labels } = useProject();
  const path = { path: { project } };
  const [state, step] = useReducer((now: QueueState, next: Step) => next(now), EMPTY);
  const chain = useRef<Promise<unknown>>(Promise.resolve());
  const asking = useRef(false);
  const since = useRef(0);
  const numbers = useRef(new WeakMap<QueueAct, number | null>()); // by which acts are undone
  const client = labellingClient();

  const fill = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    since.current = 0;
    const body = { client, count: AT_HAND };
    const params = { path: { project } };
    const asked: Promise<QueuePage> = group
      ? call(api.POST("/v1/projects/{project}/queue:take-group", { params, body }))
      : call(api.POST("/v1/projects/{project}/queue:take", { params, body }));
    void asked
      .then((page) => step((now) => merged(now, page)))
      .catch((failure: unknown) => step((now) => ({ ...now, failure })))
      .finally(() => {
        asking.current = false;
      });
  }, [client, group, project]);

  const send = (work: () => Promise<unknown>, onFailure: (error: unknown) => void) => {
    chain.current = confirmed(chain.current.then(work)).catch(onFailure);
    void chain.current.then(() => {
      void queryClient.invalidateQueries({ queryKey: projectKey(project, "details") });
    });
  };

  const act = (done: QueueAct) => {
    step((now) => acted(now, done));
    const moved = done.items.length > 0 && done.name !== "entities";
    since.current += 1;
    send(
      async () => {
        const answer = await untilAnswered(() => sendAct(project, done));
        numbers.current.set(done, answer.act);
      },
      (failure) => step((now) => failed(now, done, failure)),
    );
    if (moved && (since.current >= GUESSES_AGAIN || state.items.length - done.items.length < LOW))
      void chain.current.then(fill);
  };

  const undo = () => {
    const last = state.done.at(-1);
    step(undone);
    send(
      async () => {
        const act = last === undefined ? undefined : numbers.current.get(last);
        if (act === null) return; // it had changed nothing
        const body = { everybody: false, act: act ?? null };
        await call(api.POST("/v1/projects/{project}/labels:undo", { params: path, body }));
      },
      (failure) => step((now) => ({ ...redone(now), failure })),
    );
    void chain.current.then(fill);
  };
  const redo = () => {
    step(redone);
    send(
      () =>
        call(
          api.POST("/v1/projects/{project}/labels:redo", {
            params: path,
            body: { everybody: false },
          }),
        ),
      (failure) => step((now) => ({ ...undone(now), failure })),
    );
  };

  useEffect(fill, [fill]);
  const { page } = state;
  const guessesSoon = page?.source === null && labels.filter(({ count }) => count > 0).length > 1;
  useEffect(() => {
    if (!guessesSoon) return;
    const timer = setTimeout(fill, GUESSES_SOON);
    return () => clearTimeout(timer);
  }, [guessesSoon, page, fill]);
  usePresence(project, client);
  usePrefetched(project, state);

  const onChanges = useEffectEvent((changes: Changes) => {
    const there = new Set(state.items.map((each) => each.example.id));
    const changed = changes.examples.filter((each) => there.has(each));
    const removed = changes.removed.filter((each) => there.has(each));
    if (removed.length > 0) step((now) => labelledElsewhere(now, new Set(removed)));
    // News of a label may come after its undo was asked for, which must be done before one looks.
    if (changed.length > 0) void chain.current.then(() => forget(changed));
    if (there.size === 0 || changes.runs.length > 0) fill();
  });
  const forget = async (changed: readonly number[]) => {
    const query = { ids: changed.join(","), limit: changed.length };
    const { examples } = await call(
      api.GET("/v1/projects/{project}/examples", { params: { ...path, query } }),
    );
    const gone = new Set(
      examples.filter((each) => each.state !== "unlabelled").map((each) => each.id),
    );
    step((now) => labelledElsewhere(now, gone));
  };
  const listener = useCallback((changes: Changes) => onChanges(changes), []);
  useChanges(listener);

  const loading = page === null && state.failure === null;
  return { state, loading, guessesSoon, act, undo, redo, fill };
}

function sendAct(project: string, { name, body, items }: QueueAct): Promise<ActedOn> {
  const first = items[0];
  if (name === "entities" && first !== undefined)
    return call(
      api.PUT("/v1/projects/{project}/examples/{example}/entities", {
        params: { path: { project, example: first.example.id } },
        body: body as Schema["MarkedEntities"],
      }),
    );
  return call(
    api.POST(`/v1/projects/{project}/labels:${name}` as "/v1/projects/{project}/labels:set", {
      params: { path: { project } },
      body: body as Schema["GivenLabels"],
    }),
  );
}

/** Says that somebody is here while the page is; what it has taken stays its own meanwhile. */
function usePresence(project: string, client: string): void {
  useEffect(() => {
    const params = { path: { project } };
    const say = () => {
      void api
        .POST("/v1/projects/{project}/presence", { params, body: { client, room: "label" } })
        .catch(() => undefined); // the next one tells
    };
    const leave = () => {
      void api
        .POST("/v1/projects/{project}/presence:leave", {
          params,
          body: { client },
          keepalive: true,
        })
        .catch(() => undefined); // the leases run out
    };
    say();
    const timer = setInterval(say, STILL_HERE);
    addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [project, client]);
}

/** Loads and decodes the next pictures, so that each is shown in the moment it is asked for. */
function usePrefetched(project: string, { items }: QueueState): void {
  const kept = useRef(new Map<string, HTMLImageElement>());
  useEffect(() => {
    const wanted = new Map<string, HTMLImageElement>();
    for (const { example } of items.slice(0, PREFETCHED)) {
      if (example.modality === "text") continue;
      const address = thumbnailUrl(project, example, 640);
      let picture = kept.current.get(address);
      if (picture === undefined) {
        picture = new Image();
        picture.src = address;
        picture.decode().catch(() => undefined); // the picture's own place says so
      }
      wanted.set(address, picture);
    }
    kept.current = wanted;
  }, [project, items]);
}
