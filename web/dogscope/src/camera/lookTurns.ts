/** Whose turn it is to be looked at, where each look at one animal takes time from the others. */
import { distanceTo } from "../images/geometry";
import type { Track } from "./animalTracker";

/** Milliseconds after which a dog is looked at again: under the reticle, there once named, elsewhere. */
const AIMED = 120;
const NAMED = 500;
const ASIDE = 900;
/** The same for an animal that is no dog. */
const STALE = 1500;

/**
 * Returns the animal to look at next: new ones first, then the one that has waited longest for its
 * turn, which the dog nearest to a point gets most often.
 * @param at - the time in milliseconds.
 * @param isNamed - tells whether the looks at a dog name it already.
 */
export function nextToLookAt(
  tracks: readonly Track[],
  at: number,
  x: number,
  y: number,
  isNamed: (track: Track) => boolean,
): Track | null {
  const fresh = tracks.filter(({ lookedAt }) => lookedAt === -Infinity);
  if (fresh.length > 0) return nearest(fresh, x, y);
  const aimedAt = nearest(
    tracks.filter(({ isDog }) => isDog),
    x,
    y,
  );
  const patience = (track: Track): number => {
    if (!track.isDog) return STALE;
    if (track !== aimedAt) return ASIDE;
    return isNamed(track) && !track.looks.isDoubted ? NAMED : AIMED;
  };
  const [first] = tracks
    .map((track) => ({ track, turn: (at - track.lookedAt) / patience(track) }))
    .filter(({ turn }) => turn >= 1)
    .sort((a, b) => b.turn - a.turn);
  return first?.track ?? null;
}

/** Returns the track that is nearest to a point; of those that hold the point, the smallest. */
export function nearest(tracks: readonly Track[], x: number, y: number): Track | null {
  const area = ({ box }: Track): number => box.width * box.height;
  const order = [...tracks].sort(
    (a, b) => distanceTo(a.box, x, y) - distanceTo(b.box, x, y) || area(a) - area(b),
  );
  return order[0] ?? null;
}
