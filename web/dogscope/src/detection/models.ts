/** The two functions that Dog Scope sees with, behind one door. */
import {
  configure,
  load,
  type Box as Found,
  type Detection,
  type Explanation,
  type Source,
  type VizslaFunction,
} from "@vizsla/runtime";
import { lookOf, type Look } from "./classification";

/** What the detector takes dogs for, besides `dog`; the classifier decides which of them are some. */
const ANIMALS = new Set(["dog", "cat", "sheep", "cow", "horse", "bear", "teddy bear", "bird"]);
/** From this score on an animal is worth a look by the classifier. */
export const LEAST_ANIMAL = 0.2;

export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

export interface Eyes {
  /** The score from which on the classifier is sure. */
  readonly sure: number;
  /** All animals of a picture that may be dogs. */
  animals(source: Source): Promise<Found[]>;
  /** Looks at a picture, or at a part of one. */
  look(source: Source): Promise<Look>;
  /** Where a breed's score comes from. */
  explain(source: Source, breed: string): Promise<Explanation>;
  /** Teaches a dog of the user's own, anew; no pictures make it forgotten. */
  teach(label: string, pictures: Blob[]): Promise<void>;
}

/** Runs the self-tests of both, which is their warm-up, too. */
export async function warmUp(loaded: Loaded): Promise<Eyes> {
  const { breeds, detector } = loaded;
  await breeds.warmUp();
  await detector.warmUp();
  const top = breeds.labels.length + 1000; // with all that may be taught
  return {
    sure: breeds.manifest.threshold.score ?? 1,
    animals: async (source) => {
      const { boxes } = await detector(source, { threshold: LEAST_ANIMAL });
      return boxes.filter(({ label }) => ANIMALS.has(label));
    },
    look: async (source) => lookOf(await breeds(source, { top })),
    explain: (source, breed) => breeds.explain(source, { label: breed }),
    teach: async (label, pictures) => {
      await breeds.forget(label);
      if (pictures.length > 0) await breeds.teach(label, pictures);
    },
  };
}

export interface Loaded {
  readonly breeds: VizslaFunction<Source>;
  readonly detector: VizslaFunction<Source, Detection>;
}

/**
 * Loads both functions: from this device, or over the wire the first time.
 * @param expected - what each takes over the wire, in bytes, until it is known.
 * @param onBytes - told what of this visit's download has come, in bytes.
 */
export async function loadEyes(
  expected: readonly number[],
  onBytes: (progress: Progress) => void,
): Promise<Loaded> {
  // One thread for the worker: the page needs the other for the camera and its boxes.
  if (!configured) configure({ base: new URL("runtime/", document.baseURI), threads: false });
  configured = true;
  const done: Progress[] = [];
  const told = (which: number) => (progress: Progress) => {
    done[which] = progress;
    onBytes({
      loaded: done.reduce((sum, each) => sum + each.loaded, 0),
      total: expected.reduce((sum, bytes, at) => sum + (done[at]?.total ?? bytes), 0),
    });
  };
  // One after the other: they share the engine, which would be counted twice.
  const breeds = await load("dog-breeds", { onProgress: told(0) });
  const detector = await load("detect-objects", { onProgress: told(1) });
  return { breeds, detector: detector as unknown as Loaded["detector"] };
}

let configured = false;
