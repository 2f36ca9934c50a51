/** Collecting the frames of a dog while it is held, and looking at them. */
import { isDoubtful } from "../detection/dogFinder";
import type { Classification, Prediction } from "../detection/dogPrediction";
import type { Models } from "../detection/dogModels";
import { crop, squareAround, type Box } from "../images/geometry";
import type { DogLooks } from "./dogLooks";

/** Frames that are kept for one catch, at most. */
const MOST_FRAMES = 6;
/** Looks that name a dog, and those that do where several breeds are left. */
const LEAST_LOOKS = 3;
const LEAST_DOUBTFUL_LOOKS = 4;

/** A dog that was held long enough. */
export interface HeldDog {
  readonly prediction: Prediction;
  /** The best whole frame; the receiver closes it. */
  readonly image: ImageBitmap;
  /** The dog in it. */
  readonly box: Box;
}

/** A look at a frame. */
export interface FrameLook {
  readonly look: Classification;
  /** The frame's time in milliseconds. */
  readonly at: number;
}

interface CollectedFrame {
  readonly image: ImageBitmap;
  readonly box: Box;
  readonly at: number;
  look: Classification | null;
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
    const [round, at] = [this.#round, performance.now()];
    try {
      const image = await createImageBitmap(this.video);
      if (round !== this.#round) return image.close();
      this.#frames.push({ image, box, at, look: null });
      // The later frames are the better ones: the hand has come to rest.
      while (this.#frames.length > MOST_FRAMES) this.#frames.shift()!.image.close();
    } finally {
      this.#isCollecting = false;
    }
  }

  /**
   * Looks at the newest frame, while the ring fills.
   * @returns null where there is no new frame, or the dog was dropped meanwhile.
   */
  async look(margin: number): Promise<FrameLook | null> {
    const [round, frame] = [this.#round, this.#frames.at(-1)];
    if (!frame || frame.look) return null;
    const look = await this.#classify(frame, margin);
    frame.look = look;
    return round === this.#round ? { look, at: frame.at } : null;
  }

  drop(): void {
    close(this.#take());
  }

  /**
   * Predicts the breed from the looks at the dog, and starts over. A slow phone has had no time for
   * enough of them: it looks at more of the collected frames, the newest first.
   * @throws Error - no frame was collected.
   */
  async predict(looks: DogLooks): Promise<HeldDog> {
    const frames = this.#take();
    try {
      for (const frame of frames.filter(({ look }) => look === null).reverse()) {
        const least = isDoubtful(looks.prediction) ? LEAST_DOUBTFUL_LOOKS : LEAST_LOOKS;
        if (looks.length >= least && !looks.isDoubted) break;
        frame.look = await this.#classify(frame, looks.nextMargin);
        looks.add(frame.look, frame.at);
      }
      const { prediction } = looks;
      const score = ({ look }: CollectedFrame): number => look?.breeds.get(prediction.breed) ?? -1;
      const best = [...frames].reverse().sort((a, b) => score(b) - score(a))[0];
      if (!best) throw new Error("the camera gave no frame");
      close(frames.filter((frame) => frame !== best));
      return { image: best.image, box: best.box, prediction };
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
