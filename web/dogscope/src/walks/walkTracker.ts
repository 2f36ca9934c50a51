/**
 * Takes down the way of the walk that goes on. Each point is written at once, so that a closed or
 * killed page loses none; with several tabs, one of them writes.
 */
import type { UserDataStore } from "../storage/userDataStore";
import type { Place, Walk } from "../storage/userRecords";
import { StateStore } from "../store/stateStore";
import { WayFilter } from "./wayFilter";

/** Milliseconds after its last point at which a walk is over: it was never stopped. */
const FORGOTTEN = 6 * 3_600_000;
/** Points of one walk, as the archive reads them. */
const MOST_POINTS = 20_000;

/** Where the user is, while a walk goes on in this tab; null before the first place. */
export const walkPlace = new StateStore<Place | null>(null);

/** Why no places come: the user or the browser refuses them, or the device finds none. */
export type WalkTrouble = "refused" | "none";
export const walkTrouble = new StateStore<WalkTrouble | null>(null);

/** Changes of walks are made in turn: each begins with what the one before has stored. */
let changes: Promise<unknown> = Promise.resolve();
function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const turn = changes.then(change);
  changes = turn.catch(() => undefined);
  return turn;
}

export function openWalk(walks: readonly Walk[]): Walk | null {
  return walks.find(({ end }) => end === null) ?? null;
}

export async function startWalk(userData: UserDataStore): Promise<Walk> {
  const going = openWalk(userData.value.walks);
  if (going) return going;
  const walk: Walk = { id: crypto.randomUUID(), at: Date.now(), end: null, path: [] };
  await userData.write({ walks: [walk] });
  return walk;
}

/** Ends a walk; @returns it as it is stored. */
export function endWalk(userData: UserDataStore, walk: Walk, end = Date.now()): Promise<Walk> {
  return inTurn(async () => {
    const stored = userData.value.walks.find(({ id }) => id === walk.id) ?? walk;
    const ended = endedAt(stored, end);
    await userData.write({ walks: [ended] });
    return ended;
  });
}

/** Ends a walk that was never stopped, at its last point; one that may go on stays as it is. */
export function endForgotten(userData: UserDataStore, id: string): Promise<void> {
  return inTurn(async () => {
    const stored = userData.value.walks.find((each) => each.id === id);
    const end = stored?.end === null ? forgottenAt(stored, Date.now()) : null;
    if (stored && end !== null) await userData.write({ walks: [endedAt(stored, end)] });
  });
}

function endedAt(walk: Walk, end: number): Walk {
  return { ...walk, end: Math.max(end, walk.at, walk.path.at(-1)?.[2] ?? 0) };
}

/** Deletes a walk; @returns a function that stores it again as it was. */
export function deleteWalk(userData: UserDataStore, walk: Walk): Promise<() => Promise<void>> {
  return inTurn(async () => {
    const stored = userData.value.walks.find(({ id }) => id === walk.id) ?? walk;
    await userData.write({ remove: { walks: [walk.id] } });
    return () => userData.write({ walks: [stored] });
  });
}

/** Returns the end of a walk that was never stopped, its last point; null where it may go on. */
export function forgottenAt(walk: Walk, now: number): number | null {
  const last = Math.max(walk.at, walk.path.at(-1)?.[2] ?? 0);
  return now - last < FORGOTTEN ? null : last;
}

/**
 * Takes down the way of a walk, from where it is, until the function that it returns is called.
 * @param onError - called when a point can't be stored.
 */
export function trackWalk(
  userData: UserDataStore,
  id: string,
  onError: (error: unknown) => void,
): () => void {
  const over = new AbortController();
  const isOver = new Promise<void>((resolve) => {
    over.signal.addEventListener("abort", () => resolve());
  });
  const follow = async (): Promise<void> => {
    if (over.signal.aborted) return;
    const stop = watch(userData, id, onError);
    await isOver;
    stop();
  };
  const { locks } = navigator as { readonly locks?: LockManager }; // secure pages only
  if (locks) void locks.request(`walk ${id}`, follow);
  else void follow();
  return () => over.abort();
}

function watch(userData: UserDataStore, id: string, onError: (error: unknown) => void): () => void {
  const walk = userData.value.walks.find((each) => each.id === id);
  if (!walk || !("geolocation" in navigator)) {
    walkTrouble.set("none");
    return () => walkTrouble.set(null);
  }
  const filter = new WayFilter(walk.path.at(-1) ?? null);
  const add = (place: Place): void => {
    walkTrouble.set(null);
    walkPlace.set(place);
    const point = filter.add(place, Date.now());
    if (!point) return;
    inTurn(async () => {
      const stored = userData.value.walks.find((each) => each.id === id);
      if (!stored || stored.end !== null || stored.path.length >= MOST_POINTS) return;
      const end = forgottenAt(stored, point[2]);
      const changed =
        end === null ? { ...stored, path: [...stored.path, point] } : endedAt(stored, end);
      await userData.write({ walks: [changed] });
    }).catch(onError);
  };
  const watching = navigator.geolocation.watchPosition(
    ({ coords: { latitude, longitude, accuracy } }) => add({ latitude, longitude, accuracy }),
    ({ code, PERMISSION_DENIED }) =>
      walkTrouble.set(code === PERMISSION_DENIED ? "refused" : "none"),
    { enableHighAccuracy: true, maximumAge: 0 },
  );
  return () => {
    navigator.geolocation.clearWatch(watching);
    walkPlace.set(null);
    walkTrouble.set(null);
  };
}
