/** What is kept of the user's: catches, corrections, dogs of their own, settings. */
import type { Box } from "../images/geometry";

export interface Place {
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres. */
  readonly accuracy: number;
}

/** A breed's WordNet id and its score. */
export interface Guess {
  readonly id: string;
  readonly score: number;
}

/** A dog that was caught. */
export interface Catch {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its breed's WordNet id. */
  readonly breed: string;
  /** Who says so. */
  readonly by: "app" | "user";
  /** What the app said, the best first. */
  readonly guesses: readonly Guess[];
  readonly how: "live" | "photo" | "sample";
  readonly place: Place | null;
  /** The dog of the user's own that it was; null for any other. */
  readonly mine: string | null;
}

/** What a user said of a picture against the app: it trains a better function. */
export interface Example {
  readonly id: string;
  readonly at: number;
  /** The right breed's WordNet id; null where there is no dog. */
  readonly breed: string | null;
  /** What the app said; null where it said nothing of use. */
  readonly not: string | null;
}

/** A dog of the user's own. */
export interface MyDog {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  /** The keys of the pictures that it was taught from. */
  readonly pictures: readonly string[];
}

/** A photo; its key is that of the catch, of the example, or of its own. */
export interface Picture {
  readonly id: string;
  /** JPEG, at most 1,280 pixels on its longer side. */
  readonly photo: Blob;
  /** JPEG, the dog alone, 320 pixels on its longer side. */
  readonly thumb: Blob;
  /** The dog in the photo. */
  readonly box: Box;
}

export interface Settings {
  readonly sound: boolean;
  readonly vibration: boolean;
  /** Whether a catch remembers where it was. */
  readonly places: boolean;
  /** A language's code; null for the browser's. */
  readonly language: string | null;
  readonly theme: "auto" | "light" | "dark";
  /** Whether the first visit is over. */
  readonly welcomed: boolean;
}

export const DEFAULTS: Settings = {
  sound: true,
  vibration: true,
  places: false,
  language: null,
  theme: "auto",
  welcomed: false,
};
