/** The user's place, watched ahead of a catch: a phone takes seconds, and a catch does not wait. */
import type { Place } from "../storage/userRecords";
import { StateStore } from "../store/stateStore";

/** Milliseconds for which a place that is not watched stays valid. */
const FRESH = 60_000;
/** Milliseconds that a catch waits for its place. */
const PATIENCE = 1500;

interface LocationWatch {
  readonly id: number;
  /** The last reported place: the browser reports every move, so it holds while the watch runs. */
  readonly place: Place | null;
}

const watch = new StateStore<LocationWatch | null>(null);

function placeOf({ coords: { latitude, longitude, accuracy } }: GeolocationPosition): Place {
  return { latitude, longitude, accuracy };
}

/** Watches the user's place; the function that it returns ends that. */
export function watchLocation(): () => void {
  if (!("geolocation" in navigator)) return () => undefined;
  const setPlace = (place: Place | null): void => {
    if (watch.value?.id === id) watch.set({ id, place });
  };
  const id = navigator.geolocation.watchPosition(
    (position) => setPlace(placeOf(position)),
    () => undefined,
    { maximumAge: FRESH },
  );
  watch.set({ id, place: watch.value?.place ?? null });
  // A phone that is put away moves on, and reports nothing until the page is shown again.
  const onHidden = (): void => {
    if (document.hidden) setPlace(null);
  };
  document.addEventListener("visibilitychange", onHidden);
  return () => {
    document.removeEventListener("visibilitychange", onHidden);
    navigator.geolocation.clearWatch(id);
    if (watch.value?.id === id) watch.set(null); // the place is kept no longer than it is used
  };
}

/** @returns null where the browser reports no place in time. */
export async function currentPlace(): Promise<Place | null> {
  const place = watch.value?.place;
  if (place) return place;
  if (!("geolocation" in navigator)) return null;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(placeOf(position)),
      () => resolve(null),
      { maximumAge: FRESH, timeout: PATIENCE },
    );
  });
}

/** Asks the user for the permission to locate the device; @returns false where it is denied. */
export async function askForLocation(): Promise<boolean> {
  if (!("geolocation" in navigator)) return false;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      () => resolve(true),
      ({ code, PERMISSION_DENIED }) => resolve(code !== PERMISSION_DENIED),
      { maximumAge: Infinity, timeout: 20_000 },
    );
  });
}
