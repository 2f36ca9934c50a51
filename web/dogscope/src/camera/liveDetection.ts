/**
 * The live view's two loops: one detects and classifies as fast as the models allow, one follows the
 * animals from frame to frame and fills the ring.
 */
import { DOG_THRESHOLD, type Classification } from "../detection/dogPrediction";
import { distinctAnimals } from "../detection/dogFinder";
import type { Models } from "../detection/dogModels";
import { crop, squareAround, type Box, type Size } from "../images/geometry";
import { AnimalTracker, type Track } from "./animalTracker";
import { profileOf, shiftBetween, type LumaProfile } from "./cameraMotion";
import { DogLooks } from "./dogLooks";
import { FrameCollector, type HeldDog } from "./frameCollector";
import { HoldGesture, type HoldAction, type HoldState } from "./holdGesture";
import { LiveNames, type LiveName } from "./liveName";
import { nearest, nextToLookAt } from "./lookTurns";
import { VideoFrames } from "./videoFrames";

/** Milliseconds between two classifications of the middle, while no animal is detected. */
const CLOSE_UP_INTERVAL = 700;
/** The margin on each side of a box in which the reticle stays on a dog, as a share of its size. */
const HELD_MARGIN = 0.15;
/** The size of the grey copy from which the camera's motion is measured. */
const MOTION_SIZE = { width: 64, height: 64 };

/** The state of the live view at one frame. */
export interface LiveState {
  /** The dogs, in pixels of the video. */
  readonly dogs: readonly Track[];
  /** The name of each by its id. */
  readonly names: ReadonlyMap<number, LiveName>;
  /** The dog that is nearest to the reticle. */
  readonly target: Track | null;
  readonly hold: HoldState;
}

export interface LiveOptions {
  /** Called once for each repaint. */
  readonly onFrame: (state: LiveState) => void;
  /** Called when the ring is full, and the classification of the frames begins. */
  readonly onFull: () => void;
  readonly onHeld: (held: HeldDog) => void;
  readonly onError: (error: unknown) => void;
  /** Returns the reticle's position in pixels of the video. */
  readonly reticle: () => { readonly x: number; readonly y: number };
}

export class LiveDetection {
  readonly hold = new HoldGesture();
  /** The number of detections and of repaints, and when the ring was full last, to be measured. */
  readonly counts = { detections: 0, frames: 0, full: 0 };

  readonly #tracker: AnimalTracker;
  readonly #names: LiveNames;
  readonly #frames: VideoFrames;
  readonly #collector: FrameCollector;
  readonly #canvas = new OffscreenCanvas(MOTION_SIZE.width, MOTION_SIZE.height);
  #profile: LumaProfile | null = null;
  /** The last frame whose camera motion was measured. */
  #followedFrame = 0;
  #lastCloseUp = -Infinity;
  /** The dog that the reticle is on. */
  #aimedAt: number | null = null;
  #isRunning = false;
  #isPaused = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly models: Models,
    private readonly options: LiveOptions,
  ) {
    this.#frames = new VideoFrames(video);
    this.#collector = new FrameCollector(video, models);
    this.#tracker = new AnimalTracker(models.threshold);
    this.#names = new LiveNames(models.threshold);
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#frames.start();
    void this.#runDetection();
    this.#runDisplay();
  }

  stop(): void {
    this.#isRunning = false;
    this.#frames.stop();
    this.#collector.drop();
  }

  /** Stops detecting while a result is shown; the camera goes on. */
  pause(paused: boolean): void {
    this.#isPaused = paused;
    if (!paused) this.#tracker.clear();
    this.hold.reset();
    this.#collector.drop();
  }

  get #size(): Size {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  async #runDetection(): Promise<void> {
    let detectedFrame = 0;
    while (this.#isRunning) {
      await this.#frames.after(detectedFrame);
      if (!this.#isRunning) return;
      if (this.#isPaused || document.hidden || this.video.readyState < 2) {
        await sleep(100);
        continue;
      }
      detectedFrame = this.#frames.count;
      try {
        await this.#detect();
      } catch (error) {
        if (!this.#isRunning) return;
        this.options.onError(error);
        await sleep(1000);
      }
    }
  }

  async #detect(): Promise<void> {
    const at = performance.now();
    const { moved } = this.#tracker;
    const boxes = await this.models.detectAnimals(this.video);
    this.counts.detections++;
    if (!this.#isRunning || this.#isPaused) return;
    this.#tracker.update(distinctAnimals(boxes), at, moved);
    const now = performance.now();
    if (boxes.length === 0 && now - this.#lastCloseUp > CLOSE_UP_INTERVAL) {
      this.#lastCloseUp = now;
      await this.#lookForCloseUp();
    } else await this.#lookAtNext(now);
  }

  /** Looks at one of the animals: while the ring fills, at the dog in it. */
  async #lookAtNext(at: number): Promise<void> {
    const tracks = this.#tracker.tracks(at);
    const held = tracks.find(({ id }) => id === this.hold.dog);
    if (held) {
      const found = await this.#collector.look(held.looks.nextMargin);
      if (found) this.#tracker.classified(held.id, found.look, found.at);
      return;
    }
    const { x, y } = this.options.reticle();
    const isNamed = ({ id }: Track): boolean => this.#names.isFirm(id);
    const next = nextToLookAt(tracks, at, x, y, isNamed);
    if (!next) return;
    const part = squareAround(next.box, next.looks.nextMargin, this.#size);
    this.#tracker.classified(next.id, await this.#classify(part), at);
  }

  /** Classifies the middle: a face that fills the image is not detected. */
  async #lookForCloseUp(): Promise<void> {
    const box = middleOf(this.#size);
    const look = await this.#classify(box);
    if (look.dog < DOG_THRESHOLD || !this.#isRunning || this.#isPaused) return;
    this.#tracker.addCloseUp(box, look, performance.now());
    this.#lastCloseUp = -Infinity; // the next detection classifies it again, to follow it
  }

  async #classify(box: Box): Promise<Classification> {
    const part = await crop(this.video, box);
    try {
      return await this.models.classify(part);
    } finally {
      part.close();
    }
  }

  #runDisplay(): void {
    const show = (): void => {
      if (!this.#isRunning) return;
      requestAnimationFrame(show);
      if (this.#isPaused || this.video.readyState < 2) return;
      this.counts.frames++;
      if (this.#frames.count !== this.#followedFrame) this.#followCamera();
      this.#followedFrame = this.#frames.count;
      const now = performance.now();
      const dogs = this.#tracker.tracks(now).filter(({ isDog }) => isDog);
      const { x, y } = this.options.reticle();
      const target = nearest(dogs, x, y);
      const isOn = target !== null && contains(this.#reachOf(target), x, y);
      this.#aimedAt = isOn ? target.id : null;
      this.#act(this.hold.tick(now, isOn ? target.id : null), target);
      const names = this.#names.update(dogs, now);
      this.options.onFrame({ dogs, names, target, hold: { ...this.hold.state, onTarget: isOn } });
    };
    requestAnimationFrame(show);
  }

  /** Returns the box within which the reticle is on a dog: larger once it is on it, as dogs sway. */
  #reachOf({ id, box }: Track): Box {
    const more = id === this.#aimedAt ? HELD_MARGIN : 0;
    return {
      x: box.x - more * box.width,
      y: box.y - more * box.height,
      width: (1 + 2 * more) * box.width,
      height: (1 + 2 * more) * box.height,
    };
  }

  /** Moves the boxes by the camera's motion since the last frame. */
  #followCamera(): void {
    const { width, height } = MOTION_SIZE;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(this.video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const profile = profileOf(data, width, height);
    if (this.#profile) {
      const { x, y } = shiftBetween(this.#profile, profile);
      if (x !== 0 || y !== 0) this.#tracker.shift(x * this.#size.width, y * this.#size.height);
    }
    this.#profile = profile;
  }

  #act(action: HoldAction | null, target: Track | null): void {
    if (action === "collect" && target) {
      this.#collector.collect(target.box).catch(this.options.onError);
    }
    if (action === "drop") this.#collector.drop();
    if (action === "full" && !this.#isPaused) {
      this.#isPaused = true;
      this.counts.full = performance.now();
      const { dog } = this.hold;
      this.hold.reset();
      this.options.onFull();
      void this.#answer(dog);
    }
  }

  async #answer(dog: number | null): Promise<void> {
    try {
      const track = this.#tracker.tracks(performance.now()).find(({ id }) => id === dog);
      // A frame from after the doubt shows whether it is the same dog.
      if (track?.looks.isDoubted) await this.#collector.collect(track.box);
      const looks = track?.looks ?? new DogLooks(this.models.threshold);
      const held = await this.#collector.predict(looks);
      if (this.#isRunning) this.options.onHeld(held);
      else held.image.close();
    } catch (error) {
      this.options.onError(error);
    }
  }
}

function contains({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return atX >= x && atX <= x + width && atY >= y && atY <= y + height;
}

/** Returns the square in the middle, where a face that fills the image is. */
function middleOf({ width, height }: Size): Box {
  const side = 0.9 * Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
