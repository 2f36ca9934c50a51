/** Collecting the frames of a dog while it is held, and predicting its breed from them. */
import { combine, type Classification, type Prediction } from "../detection/dogPrediction";
import { isDoubtful, MARGIN, WIDE_MARGIN } from "../detection/dogFinder";
import type { Models } from "../detection/dogModels";
import { crop, squareAround, type Box } from "../images/geometry";

/** Frames that are classified for one catch, at most. */
const MOST_FRAMES = 6;
/** Frames that are looked at once more, where the breed is in doubt. */
const SECOND_LOOKS = 3;

/** A dog that was held long enough. */
export interface HeldDog {
  readonly prediction: Prediction;
  /** The best whole frame; the receiver closes it. */
  readonly image: ImageBitmap;
  /** The dog in it. */
  readonly box: Box;
}

interface CollectedFrame {
  readonly image: ImageBitmap;
  readonly box: Box;
}

export class FrameCollector {
  #frames: CollectedFrame[] = [];
  #isCollecting = false;
  /** Counts the dogs that were dropped or answered: a frame that arrives later belongs to neither. */
  #round = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly models: Models,
  ) {}

  /** Adds the current frame, with the box of the dog in it; a call during another adds nothing. */
  async collect(box: Box): Promise<void> {
    if (this.#isCollecting) return;
    this.#isCollecting = true;
    const round = this.#round;
    try {
      const image = await createImageBitmap(this.video);
      if (round !== this.#round) return image.close();
      this.#frames.push({ image, box });
      // The later frames are the better ones: the hand has come to rest.
      while (this.#frames.length > MOST_FRAMES) this.#frames.shift()!.image.close();
    } finally {
      this.#isCollecting = false;
    }
  }

  drop(): void {
    close(this.#take());
  }

  /**
   * Predicts the breed from all collected frames, and starts over.
   * @throws Error - no frame was collected.
   */
  async predict(): Promise<HeldDog> {
    const frames = this.#take();
    try {
      const classified: { frame: CollectedFrame; classification: Classification }[] = [];
      for (const frame of frames) {
        classified.push({ frame, classification: await this.#classify(frame, MARGIN) });
      }
      const looks = classified.map(({ classification }) => classification);
      let prediction = combine(looks, this.models.threshold);
      if (isDoubtful(prediction)) {
        for (const frame of frames.slice(-SECOND_LOOKS)) {
          looks.push(await this.#classify(frame, WIDE_MARGIN));
        }
        prediction = combine(looks, this.models.threshold);
      }
      const score = ({ classification }: (typeof classified)[number]): number =>
        classification.breeds.get(prediction.breed) ?? 0;
      const best = classified.sort((a, b) => score(b) - score(a))[0]?.frame;
      if (!best) throw new Error("the camera gave no frame");
      close(frames.filter((frame) => frame !== best));
      return { ...best, prediction };
    } catch (error) {
      close(frames);
      throw error;
    }
  }

  async #classify({ image, box }: CollectedFrame, margin: number): Promise<Classification> {
    const part = await crop(image, squareAround(box, margin, image));
    try {
      return await this.models.classify(part);
    } finally {
      part.close();
    }
  }

  #take(): CollectedFrame[] {
    this.#round++;
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }
}

function close(frames: readonly CollectedFrame[]): void {
  for (const { image } of frames) image.close();
}
