/** Where the user is, found out ahead of a catch: a phone takes seconds, and a catch does not wait. */
import type { Place } from "../storage/records";

/** Milliseconds for which a place holds that nobody follows. */
const FRESH = 60_000;
/** Milliseconds that a catch waits for one. */
const PATIENCE = 1500;

let watch: number | null = null;
/** The last that the watch told: whoever moves on is told anew, so it holds for as long as it runs. */
let last: Place | null = null;

function placeOf({ coords: { latitude, longitude, accuracy } }: GeolocationPosition): Place {
  return { latitude, longitude, accuracy };
}

/** Follows the user until the function that it returns is called. */
export function followPlace(): () => void {
  if (!("geolocation" in navigator)) return () => undefined;
  const own = navigator.geolocation.watchPosition(
    (position) => {
      if (watch === own) last = placeOf(position);
    },
    () => undefined,
    { maximumAge: FRESH },
  );
  watch = own;
  // A phone that is put away is carried on, and tells nothing until it is looked at again.
  const hidden = (): void => {
    if (document.hidden && watch === own) last = null;
  };
  document.addEventListener("visibilitychange", hidden);
  return () => {
    document.removeEventListener("visibilitychange", hidden);
    navigator.geolocation.clearWatch(own);
    if (watch !== own) return;
    watch = null;
    last = null; // it is not kept longer than it is used
  };
}

/** @returns null where the browser does not tell in time. */
export async function placeNow(): Promise<Place | null> {
  if (last) return last;
  if (!("geolocation" in navigator)) return null;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(placeOf(position)),
      () => resolve(null),
      { maximumAge: FRESH, timeout: PATIENCE },
    );
  });
}
