/**
 * The records of the user's data: catches, corrections, own dogs, photos, settings.
 *
 * They are stored and exported with these field names; a change of one is a new version of the
 * database (`browserDatabase.ts`) and of the archive (`archiveFormat.ts`).
 */
import type { Box } from "../images/geometry";

export interface Place {
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres. */
  readonly accuracy: number;
}

/** A breed that the app considered. */
export interface Guess {
  /** The breed's WordNet id. */
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
}

/** Where the image of a catch came from. */
export type CaptureSource = "live" | "photo" | "sample";

/** A dog that was caught. */
export interface Catch {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The breed's WordNet id. */
  readonly breed: string;
  /** Who named the breed. */
  readonly by: "app" | "user";
  /** The breeds that the app considered, the best first. */
  readonly guesses: readonly Guess[];
  readonly how: CaptureSource;
  readonly place: Place | null;
  /** The id of the user's own dog that was recognised; null for any other dog. */
  readonly mine: string | null;
}

/** A correction by the user: an example to train a better function with. */
export interface Example {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The right breed's WordNet id; null where there is no dog. */
  readonly breed: string | null;
  /** The breed that the app named wrongly; null where it named none. */
  readonly not: string | null;
}

/** A dog of the user's own. */
export interface MyDog {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly name: string;
  /** The ids of the photos that the dog was taught from. */
  readonly pictures: readonly string[];
}

/** A stored photo; its id is that of its catch or example, or its own. */
export interface Photo {
  readonly id: string;
  /** JPEG, at most 1,280 pixels on its longer side. */
  readonly photo: Blob;
  /** JPEG of the dog alone, at most 320 pixels on its longer side. */
  readonly thumb: Blob;
  /** The dog in the photo, in pixels of the photo. */
  readonly box: Box;
}

export interface Settings {
  readonly sound: boolean;
  readonly vibration: boolean;
  /** Whether a live catch remembers its place. */
  readonly places: boolean;
  /** A language code; null for the browser's language. */
  readonly language: string | null;
  readonly theme: "auto" | "light" | "dark";
  /** Whether the first visit is over. */
  readonly welcomed: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  sound: true,
  vibration: true,
  places: false,
  language: null,
  theme: "auto",
  welcomed: false,
};
