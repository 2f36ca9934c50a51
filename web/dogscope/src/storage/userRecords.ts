/**
 * The records of the user's data: catches, corrections, own dogs, photos, settings.
 *
 * They are stored and exported with these field names; a change of one is a new version of the
 * database (`browserDatabase.ts`) and of the archive (`archiveFormat.ts`).
 */
import type { Box } from "../images/geometry";
import type { Animal } from "./animals";
import type { RecordTime } from "./recordTime";

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
export interface Catch extends RecordTime {
  readonly id: string;
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
  /** The breeds of a mixed breed, as the user says, the main one first; null for one breed. */
  readonly mix: readonly string[] | null;
  /** The dogs that were in view together, this one among them; at least 1. */
  readonly dogs: number;
}

/** A dog as it is named: of a breed, or of a mixed breed whose main one that is. */
export type NamedDog = Pick<Catch, "breed" | "mix">;

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

/** What a dog looks like, in numbers; `dogLooks.ts` makes and reads them. */
export interface DogPrototype {
  /** The sha256 of the classifier's graph: to another one the numbers mean nothing. */
  readonly encoder: string;
  /** The number of pictures that it was taught from. */
  readonly count: number;
  /** How much they agree, 0 to 1: the length of the mean of their embeddings. */
  readonly agreement: number;
  /** The mean's channels, two to a byte, in base64. */
  readonly codes: string;
}

/** A dog that the app knows by name: the user's own, or a friend's. */
export interface MyDog extends RecordTime {
  readonly id: string;
  readonly name: string;
  /** The ids of the photos that the dog was taught from; of a friend's dog, its one photo or none. */
  readonly pictures: readonly string[];
  /** What it looks like, as a friend's phone has learned it; null for a dog that was taught here. */
  readonly looks: DogPrototype | null;
  /** The same dog as friends have given it, too: it is taught from all of them together. */
  readonly given: readonly GivenDog[];
  /** The ids of dogs that look like a friend's dog, and that the user says are others. */
  readonly others: readonly string[];
}

/** The most friends who have given one dog, and the most dogs that are said to be others. */
export const MOST_GIVEN = 100;

/** A dog that a friend gave, and that the user says is one that was here. */
export interface GivenDog {
  /** The dog's id on the friend's phone. */
  readonly id: string;
  /** What it was called; null where an older version did not keep that. */
  readonly name: string | null;
  /** The ids of its photos: its one photo or none. */
  readonly pictures: readonly string[];
  readonly looks: DogPrototype;
}

/** An animal that is no dog: a bonus. */
export interface Find extends RecordTime {
  readonly id: string;
  readonly animal: Animal;
  /** Where the image came from. */
  readonly how: CaptureSource;
  readonly place: Place | null;
}

/** A point of a walk: degrees of latitude and longitude (WGS 84), milliseconds since 1970. */
export type WalkPoint = readonly [latitude: number, longitude: number, at: number];

/** A walk; the catches of its time belong to it. */
export interface Walk {
  readonly id: string;
  /** The start, in milliseconds since 1970. */
  readonly at: number;
  /** In milliseconds since 1970; null while it goes on. */
  readonly end: number | null;
  readonly path: readonly WalkPoint[];
}

/** The records that the app lists, by their kind. */
export interface Records {
  readonly catches: readonly Catch[];
  readonly examples: readonly Example[];
  readonly dogs: readonly MyDog[];
  readonly finds: readonly Find[];
  readonly walks: readonly Walk[];
}

/** The kinds of records, in the order in which they are named to the user. */
export const RECORD_KINDS = ["catches", "examples", "dogs", "finds", "walks"] as const;

export const NO_RECORDS: Records = { catches: [], examples: [], dogs: [], finds: [], walks: [] };

/** A stored photo; its id is that of its catch, example or find, or its own. */
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
  /** Whether the user has closed the hint on how to keep the data safe. */
  readonly keepSafeClosed: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  sound: true,
  vibration: true,
  places: false,
  language: null,
  theme: "auto",
  welcomed: false,
  keepSafeClosed: false,
};
