/** The functions that Dog Scope is built on: two find dogs, and a third one names other animals. */
import {
  configure,
  load,
  type Box as DetectedBox,
  type Detection,
  type Explanation,
  type Source,
  type VizslaFunction,
} from "@vizsla/runtime";
import type { DogPrototype } from "../storage/userRecords";
import { classificationOf, type Classification } from "./dogPrediction";
import { animalScoresOf, type AnimalScores } from "./otherAnimals";

/** The labels under which dogs are detected; the classifier decides which of them are dogs. */
const ANIMALS = new Set(["dog", "cat", "sheep", "cow", "horse", "bear", "teddy bear", "bird"]);
/** From this score on an animal is classified. */
export const ANIMAL_THRESHOLD = 0.2;
/** Milliseconds without a byte after which the app starts without the names of other animals. */
const PATIENCE = 4_000;
/** Milliseconds after which it starts without them, though bytes still come. */
const MOST_PATIENCE = 15_000;

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
  /** Returns the scores of other animals in an image; null while what names them is not there. */
  scoreAnimals(source: Source): Promise<AnimalScores | null>;
  /** Returns the heat map of a breed's score. */
  explain(source: Source, breed: string): Promise<Explanation>;
  /**
   * Teaches a label from images and from looks, in place of those before; without any it is
   * forgotten.
   */
  teach(label: string, images: Blob[], looks: readonly TaughtLooks[]): Promise<void>;
  /** The sha256 of the classifier's graph. */
  readonly encoder: string;
  /** The channels of its embeddings. */
  readonly channels: number;
  /** Returns the looks of a dog by pictures of it, at least one. */
  prototypeOf(images: readonly Blob[]): Promise<DogPrototype>;
}

/** Looks to teach a label from. */
export interface TaughtLooks {
  /** 32 hex digits of the dog's own. */
  readonly key: string;
  readonly looks: DogPrototype;
}

/** What the classifier answers alone, while the detector is still on its way. */
export type BreedClassifier = Pick<Models, "threshold" | "calibrated" | "classify">;

export interface LoadingListeners {
  /** Called with the bytes of all downloads together. */
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Called as soon as the classifier answers. */
  readonly onClassifier: (classifier: BreedClassifier) => void;
  /** Called when all has arrived that the app waits for. */
  readonly onLoaded: () => void;
}

let isConfigured = false;

/**
 * Loads the functions and runs their self-tests, which are their warm-up, too: from this device, or
 * over the network the first time. The breeds' classifier comes first, and answers before the rest
 * arrives. The last one names other animals: without it dogs are found all the same.
 * @param expected - the download size of each in bytes, until the real size is known.
 * @param signal - ends the downloads; the bytes so far are kept.
 */
export async function loadModels(
  expected: readonly number[],
  signal: AbortSignal,
  { onProgress, onClassifier, onLoaded }: LoadingListeners,
): Promise<Models> {
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
  const arriving = load("detect-objects", { signal, onProgress: report(1), parts: false });
  arriving.catch(() => undefined); // awaited below, after the classifier's warm-up
  await breeds.warmUp();
  const classifier = classifierOf(breeds);
  onClassifier(classifier);
  const detector = (await arriving) as unknown as VizslaFunction<Source, Detection>;
  const naming = await animalNames(signal, report(2));
  signal.throwIfAborted();
  onLoaded();
  await detector.warmUp();
  const graph = breeds.manifest.graph?.file ?? "";
  const encoder = breeds.manifest.files[graph]?.sha256 ?? "";
  return {
    ...classifier,
    detectAnimals: async (source) => {
      const { boxes } = await detector(source, { threshold: ANIMAL_THRESHOLD });
      return boxes.filter(({ label }) => ANIMALS.has(label));
    },
    scoreAnimals: async (source) => {
      const names = naming.value;
      return names && animalScoresOf(await names(source, { top: names.labels.length }));
    },
    explain: (source, breed) => breeds.explain(source, { label: breed }),
    encoder,
    channels: breeds.manifest.encoder?.dimension ?? 0,
    prototypeOf: async (images) => {
      const { prototypeOf } = await import("./dogPrototype");
      const embeddings: Float32Array[] = [];
      for (const image of images) embeddings.push(await breeds.embed(image));
      return prototypeOf(encoder, embeddings);
    },
    teach: async (label, images, given) => {
      await breeds.forget(label);
      if (images.length > 0) await breeds.teach(label, images);
      if (given.length === 0) return;
      const { taughtArchive } = await import("./taughtArchive");
      for (const { key, looks } of given) {
        // A link names the encoder by its first digits; the import wants all of them.
        const isKnown = encoder.startsWith(looks.encoder);
        const whole = isKnown ? { ...looks, encoder } : looks;
        await breeds.import(await taughtArchive(label, key, whole));
      }
    },
  };
}

/**
 * Loads what names other animals, which has the breeds' graph. Waits while its bytes come, but not for long.
 * @returns a place for it: empty where it did not come, or has not come yet.
 */
async function animalNames(
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<{ readonly value: VizslaFunction<Source> | null }> {
  const place: { value: VizslaFunction<Source> | null } = { value: null };
  await new Promise<void>((resolve) => {
    let isWaiting = true;
    const end = (): void => {
      isWaiting = false;
      clearTimeout(timer);
      clearTimeout(limit);
      resolve();
    };
    const limit = setTimeout(end, MOST_PATIENCE);
    let timer = setTimeout(end, PATIENCE);
    void load("classify-image", {
      signal,
      onProgress: (progress) => {
        if (!isWaiting) return; // the app has started
        clearTimeout(timer);
        timer = setTimeout(end, PATIENCE);
        onProgress(progress);
      },
    })
      .then((loaded) => (place.value = loaded))
      .catch(() => undefined) // it is asked for again at the next start
      .finally(end);
  });
  return place;
}

function classifierOf(breeds: VizslaFunction<Source>): BreedClassifier {
  const top = breeds.labels.length + 1000; // with room for the user's own dogs
  return {
    threshold: breeds.manifest.threshold.score ?? 1,
    calibrated: breeds.manifest.calibration !== null,
    classify: async (source) => classificationOf(await breeds(source, { top })),
  };
}
