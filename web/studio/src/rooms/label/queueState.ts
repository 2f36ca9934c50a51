/** What is before a labeller: a queue that moves on at once, before the server has answered. */
import type { Schema } from "../../api/client";

export type QueueItem = Schema["LabelQueueItem"];
export type QueuePage = Schema["LabelQueuePage"];
export type ActName = "set" | "set-not" | "unsure" | "skip" | "entities";

/** Something that was done; `items` are what it was done to, in the queue's order. */
export interface QueueAct {
  readonly name: ActName;
  readonly body: Readonly<Record<string, unknown>>;
  readonly items: readonly QueueItem[];
  /** Of marked entities: the text as it was before. */
  readonly before?: QueueItem;
}

export interface QueueState {
  /** The examples to label; the first is before the labeller. */
  readonly items: readonly QueueItem[];
  /** The last answer of the server; null before the first. */
  readonly page: QueuePage | null;
  /** What was done here and can be undone, the oldest first. */
  readonly done: readonly QueueAct[];
  /** What was undone here and can be done again, the last undone last. */
  readonly undone: readonly QueueAct[];
  /** Why an act failed: its examples are back in the queue. */
  readonly failure: unknown;
}

export const EMPTY: QueueState = { items: [], page: null, done: [], undone: [], failure: null };

const ids = (items: readonly QueueItem[]) => new Set(items.map((each) => each.example.id));
/** Marking entities leaves a text in the queue. */
const moves = (act: QueueAct) => act.name !== "entities";

function replaced(items: readonly QueueItem[], item: QueueItem | undefined): readonly QueueItem[] {
  return items.map((each) => (each.example.id === item?.example.id ? item : each));
}

/** Puts what an act was done to back in sight, as it was. */
function putBack(items: readonly QueueItem[], act: QueueAct): readonly QueueItem[] {
  return moves(act)
    ? [...act.items, ...without(items, ids(act.items))]
    : replaced(items, act.before);
}

function without(items: readonly QueueItem[], gone: ReadonlySet<number>): QueueItem[] {
  return items.filter((each) => !gone.has(each.example.id));
}

/** Moves on: the examples of an act leave the queue. */
export function acted(state: QueueState, act: QueueAct): QueueState {
  const items = moves(act)
    ? without(state.items, ids(act.items))
    : replaced(state.items, act.items[0]);
  return { ...state, items, done: [...state.done, act], undone: [], failure: null };
}

/** Puts the examples of an act that failed back in sight. */
export function failed(state: QueueState, act: QueueAct, failure: unknown): QueueState {
  return {
    ...state,
    items: putBack(state.items, act),
    done: state.done.filter((each) => each !== act),
    failure,
  };
}

/** Puts the examples of the last act back in sight. */
export function undone(state: QueueState): QueueState {
  const last = state.done.at(-1);
  if (last === undefined) return state;
  return {
    ...state,
    items: putBack(state.items, last),
    done: state.done.slice(0, -1),
    undone: [...state.undone, last],
  };
}

/** Moves on again from what was undone last. */
export function redone(state: QueueState): QueueState {
  const last = state.undone.at(-1);
  if (last === undefined) return state;
  const rest = state.undone.slice(0, -1);
  return { ...acted(state, last), undone: rest };
}

/**
 * Takes the server's answer: what is there keeps its place and gets its new guess, the rest comes
 * behind. What is done here stays away, though the server may not have known of it yet.
 */
export function merged(state: QueueState, page: QueuePage): QueueState {
  const away = new Set(state.done.filter(moves).flatMap((act) => [...ids(act.items)]));
  const fresh = new Map(page.examples.map((each) => [each.example.id, each]));
  const back = new Set(state.undone.filter(moves).flatMap((act) => [...ids(act.items)]));
  const kept = state.items.flatMap((each) => {
    const found = fresh.get(each.example.id);
    if (found !== undefined) return [found];
    return back.has(each.example.id) ? [each] : []; // what was undone is before the labeller
  });
  const there = ids(kept);
  const added = page.examples.filter(
    (each) => !there.has(each.example.id) && !away.has(each.example.id),
  );
  return { ...state, items: [...without(kept, away), ...added], page };
}

/** Takes out what somebody else has labelled. */
export function labelledElsewhere(state: QueueState, gone: ReadonlySet<number>): QueueState {
  const items = without(state.items, gone);
  return items.length === state.items.length ? state : { ...state, items };
}
