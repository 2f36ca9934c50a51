/** Where the user is, found out ahead of a catch: a phone takes seconds, and a catch does not wait. */
import type { Place } from "../keeping/records";

/** Milliseconds for which a place holds: whoever walks on is told anew by then. */
const FRESH = 300_000;
/** Milliseconds that a catch waits for one. */
const PATIENCE = 1500;

let last: { readonly place: Place; readonly at: number } | null = null;

function take({ coords, timestamp }: GeolocationPosition): Place {
  const { latitude, longitude, accuracy } = coords;
  const place = { latitude, longitude, accuracy };
  last = { place, at: timestamp };
  return place;
}

/** Follows the user until the function that it returns is called. */
export function followPlace(): () => void {
  if (!("geolocation" in navigator)) return () => undefined;
  const watch = navigator.geolocation.watchPosition(take, () => undefined, { maximumAge: FRESH });
  return () => {
    navigator.geolocation.clearWatch(watch);
    last = null; // it is not kept longer than it is used
  };
}

/** @returns null where the browser does not tell in time. */
export async function placeNow(): Promise<Place | null> {
  if (last && Date.now() - last.at < FRESH) return last.place;
  if (!("geolocation" in navigator)) return null;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(take(position)),
      () => resolve(null),
      { maximumAge: FRESH, timeout: PATIENCE },
    );
  });
}
