/**
 * The way of a walk out of the places that a phone reports.
 *
 * A phone's places scatter by metres, and jump by tens of metres where it mistakes a reflected signal.
 * A Kalman filter with a constant velocity (Kalman 1960; the model of white-noise acceleration in
 * Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001,
 * ch. 6) smooths the scatter, and places too far from where it expects the walker are left out.
 */
import type { Place, WalkPoint } from "../storage/userRecords";
import { metresBetween, metresPerDegree } from "./distance";

/** Metres: a worse place says nothing about a walk. */
const WORST_ACCURACY = 60;
/** Metres: phones claim to be better than they are. */
const BEST_ACCURACY = 4;
/** Metres per second that nobody is faster than, with a dog. */
const FASTEST = 9;
/** Metres per second squared: how much a walker's velocity changes. */
const ACCELERATION = 0.2;
/** Metres per second of a walker whose velocity isn't known yet. */
const START_SPEED = 1.5;
/** Metres between two points of the way. */
export const POINT_DISTANCE = 10;
/** Places in a row that are far from the expected one: then the walker has moved, not the signal. */
const MOVED_AFTER = 4;
/** Milliseconds without a place after which the filter starts anew: the page was hidden. */
const LOST_AFTER = 30_000;

/** One axis: position and velocity, in metres and metres per second, and their covariances. */
interface Axis {
  position: number;
  velocity: number;
  pp: number;
  pv: number;
  vv: number;
}

interface FilterState {
  /** The place from which the axes count. */
  readonly origin: Pick<Place, "latitude" | "longitude">;
  readonly east: Axis;
  readonly north: Axis;
  at: number;
  /** Places in a row that were left out. */
  outliers: number;
}

export class WayFilter {
  #state: FilterState | null = null;
  #last: WalkPoint | null;

  /** @param last - the last point of a way that is gone on with. */
  constructor(last: WalkPoint | null = null) {
    this.#last = last;
  }

  /**
   * Takes a reported place.
   * @param at - its time, in milliseconds since 1970.
   * @returns the way's next point; null where there is none yet, or the place is left out.
   */
  add(place: Place, at: number): WalkPoint | null {
    if (!(place.accuracy <= WORST_ACCURACY)) return null;
    const state = this.#state;
    if (!state || at - state.at > LOST_AFTER) return this.#start(place, at);
    const seconds = (at - state.at) / 1000;
    if (seconds <= 0) return null;
    const sigma = Math.max(place.accuracy, BEST_ACCURACY);
    const perDegree = metresPerDegree(state.origin.latitude);
    const measured = {
      east: (place.longitude - state.origin.longitude) * perDegree.longitude,
      north: (place.latitude - state.origin.latitude) * perDegree.latitude,
    };
    const [east, north] = [predict(state.east, seconds), predict(state.north, seconds)];
    const off = Math.hypot(measured.east - east.position, measured.north - north.position);
    if (off > FASTEST * seconds + 2.5 * sigma) {
      if (++state.outliers < MOVED_AFTER) return null;
      return this.#start(place, at);
    }
    const next = {
      ...{ origin: state.origin, at, outliers: 0 },
      east: correct(east, measured.east, sigma),
      north: correct(north, measured.north, sigma),
    };
    this.#state = next;
    const latitude = next.origin.latitude + next.north.position / perDegree.latitude;
    const longitude = next.origin.longitude + next.east.position / perDegree.longitude;
    return this.#pointAt(latitude, longitude, at);
  }

  #start({ latitude, longitude, accuracy }: Place, at: number): WalkPoint | null {
    const axis = (): Axis => ({
      position: 0,
      velocity: 0,
      pp: Math.max(accuracy, BEST_ACCURACY) ** 2,
      pv: 0,
      vv: START_SPEED ** 2,
    });
    this.#state = {
      ...{ origin: { latitude, longitude }, at, outliers: 0 },
      east: axis(),
      north: axis(),
    };
    return this.#pointAt(latitude, longitude, at);
  }

  #pointAt(latitude: number, longitude: number, at: number): WalkPoint | null {
    // Seven digits of a degree are a centimetre.
    const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
    const point: WalkPoint = [round(latitude), round(longitude), Math.round(at)];
    if (this.#last && metresBetween(this.#last, point) < POINT_DISTANCE) return null;
    this.#last = point;
    return point;
  }
}

function predict({ position, velocity, pp, pv, vv }: Axis, seconds: number): Axis {
  const q = ACCELERATION ** 2;
  return {
    position: position + velocity * seconds,
    velocity,
    pp: pp + 2 * seconds * pv + seconds ** 2 * vv + (q * seconds ** 4) / 4,
    pv: pv + seconds * vv + (q * seconds ** 3) / 2,
    vv: vv + q * seconds ** 2,
  };
}

function correct({ position, velocity, pp, pv, vv }: Axis, measured: number, sigma: number): Axis {
  const spread = pp + sigma ** 2;
  const [gain, speedGain] = [pp / spread, pv / spread];
  const off = measured - position;
  return {
    position: position + gain * off,
    velocity: velocity + speedGain * off,
    pp: (1 - gain) * pp,
    pv: (1 - gain) * pv,
    vv: vv - speedGain * pv,
  };
}
