/** The two functions that Dog Scope is built on: the detector and the breed classifier. */
import {
  configure,
  load,
  type Box as DetectedBox,
  type Detection,
  type Explanation,
  type Source,
  type VizslaFunction,
} from "@vizsla/runtime";
import { classificationOf, type Classification } from "./dogPrediction";

/** The labels under which dogs are detected; the classifier decides which of them are dogs. */
const ANIMALS = new Set(["dog", "cat", "sheep", "cow", "horse", "bear", "teddy bear", "bird"]);
/** From this score on an animal is classified. */
export const ANIMAL_THRESHOLD = 0.2;

/** Bytes of a download. */
export interface DownloadProgress {
  readonly loaded: number;
  readonly total: number;
}

export interface Models {
  /** The score from which on the classifier is sure. */
  readonly threshold: number;
  /** Whether the classifier's scores are calibrated: only then are they shown as percentages. */
  readonly calibrated: boolean;
  /** Finds the animals of an image that may be dogs. */
  detectAnimals(source: Source): Promise<DetectedBox[]>;
  /** Classifies a dog that fills the image. */
  classify(source: Source): Promise<Classification>;
  /** Returns the heat map of a breed's score. */
  explain(source: Source, breed: string): Promise<Explanation>;
  /** Teaches a label from images, in place of those before; without images it is forgotten. */
  teach(label: string, images: Blob[]): Promise<void>;
}

export interface LoadedFunctions {
  readonly breeds: VizslaFunction<Source>;
  readonly detector: VizslaFunction<Source, Detection>;
}

let isConfigured = false;

/**
 * Loads both functions: from this device, or over the network the first time.
 * @param expected - the download size of each in bytes, until the real size is known.
 * @param signal - ends the downloads; the bytes so far are kept.
 * @param onProgress - called with the bytes of both downloads together.
 */
export async function loadFunctions(
  expected: readonly number[],
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<LoadedFunctions> {
  // One thread for the models: the page needs the other one for the camera and its boxes.
  if (!isConfigured) configure({ base: new URL("runtime/", document.baseURI), threads: false });
  isConfigured = true;
  const parts: DownloadProgress[] = [];
  const report = (which: number) => (progress: DownloadProgress) => {
    parts[which] = progress;
    onProgress({
      loaded: parts.reduce((sum, part) => sum + part.loaded, 0),
      total: expected.reduce((sum, bytes, at) => sum + (parts[at]?.total ?? bytes), 0),
    });
  };
  // In turn: both need the engine, whose download would be counted twice.
  const breeds = await load("dog-breeds", { signal, onProgress: report(0) });
  // The breeds' classifier judges the boxes here, and not the one that the detector names.
  const detector = await load("detect-objects", {
    signal,
    onProgress: report(1),
    parts: false,
  });
  return { breeds, detector: detector as unknown as LoadedFunctions["detector"] };
}

/** Runs the self-test of both functions, which is their warm-up, too. */
export async function warmUp({ breeds, detector }: LoadedFunctions): Promise<Models> {
  await breeds.warmUp();
  await detector.warmUp();
  const top = breeds.labels.length + 1000; // with room for the user's own dogs
  return {
    threshold: breeds.manifest.threshold.score ?? 1,
    calibrated: breeds.manifest.calibration !== null,
    detectAnimals: async (source) => {
      const { boxes } = await detector(source, { threshold: ANIMAL_THRESHOLD });
      return boxes.filter(({ label }) => ANIMALS.has(label));
    },
    classify: async (source) => classificationOf(await breeds(source, { top })),
    explain: (source, breed) => breeds.explain(source, { label: breed }),
    teach: async (label, images) => {
      await breeds.forget(label);
      if (images.length > 0) await breeds.teach(label, images);
    },
  };
}
