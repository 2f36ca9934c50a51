/** The live view's loop: detections as often as they come, tracking in between, holds on a dog. */
import type { Eyes } from "../detection/models";
import { animalsIn, cut, MARGIN } from "../detection/dogFinder";
import { squareAround, type Box, type Size } from "../images/geometry";
import { IS_DOG, pooled, type Look, type Verdict } from "../detection/classification";
import { Frames } from "./videoFrames";
import { Hold, type HoldState } from "./holdGesture";
import { profileOf, shiftBetween, type Profile } from "./cameraMotion";
import { nearest, Tracker, type Track } from "./animalTracker";

/** Milliseconds between two looks at the middle, while the detector sees nothing. */
const CLOSE_UP = 700;
/** The small grey picture that the camera's own motion is told from. */
const SMALL = { width: 64, height: 64 };
/** Frames that are classified for one catch, at most. */
const LOOKS = 6;

/** What the screen shows now. */
export interface Sight {
  /** The dogs, in pixels of the video. */
  readonly dogs: readonly Track[];
  /** The one that the reticle is on or nearest to. */
  readonly target: Track | null;
  readonly hold: HoldState;
}

/** A dog that was held long enough. */
export interface Held {
  readonly verdict: Verdict;
  /** The whole frame, for keeping; its receiver closes it. */
  readonly picture: ImageBitmap;
  /** The dog in it. */
  readonly box: Box;
}

export interface LiveOptions {
  /** Told once for each frame that the browser shows. */
  readonly onSight: (sight: Sight) => void;
  /** The ring is full; the frames are being classified. */
  readonly onFull: () => void;
  /** What came of it. */
  readonly onHeld: (held: Held) => void;
  readonly onError: (error: unknown) => void;
  /** Where the reticle is in the video's picture, in its pixels. */
  readonly reticle: () => { readonly x: number; readonly y: number };
}

interface Frame {
  readonly picture: ImageBitmap;
  readonly box: Box;
}

export class Live {
  readonly #tracker = new Tracker();
  readonly hold = new Hold();
  readonly #frames: Frames;
  /** The frame that the boxes have followed. */
  #followed = 0;
  #collected: Frame[] = [];
  #running = false;
  #paused = false;
  #profile: Profile | null = null;
  readonly #canvas = new OffscreenCanvas(SMALL.width, SMALL.height);
  #lastCloseUp = -Infinity;
  #taking = false;
  /** Counts what was dropped or answered: a frame that comes later is of neither. */
  #round = 0;

  /** How many detections were made, and frames shown. */
  readonly counts = { detections: 0, frames: 0 };

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly eyes: Eyes,
    private readonly options: LiveOptions,
  ) {
    this.#frames = new Frames(video);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#frames.start();
    void this.#detecting();
    this.#showing();
  }

  stop(): void {
    this.#running = false;
    this.#frames.stop();
    this.#drop();
  }

  /** While a result is looked at the camera goes on, and nobody detects. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#tracker.clear();
    this.hold.reset();
    this.#drop();
  }

  get #size(): Size {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  async #detecting(): Promise<void> {
    let seen = 0;
    while (this.#running) {
      await this.#frames.after(seen);
      if (!this.#running) return;
      if (this.#paused || document.hidden || this.video.readyState < 2) {
        await pauseFor(100);
        continue;
      }
      seen = this.#frames.count;
      try {
        await this.#detect();
      } catch (error) {
        if (!this.#running) return;
        this.options.onError(error);
        await pauseFor(1000);
      }
    }
  }

  async #detect(): Promise<void> {
    const at = performance.now();
    const { moved } = this.#tracker;
    const found = await this.eyes.animals(this.video);
    this.counts.detections++;
    if (!this.#running || this.#paused) return;
    this.#tracker.update(animalsIn(found), at, moved);
    const { x, y } = this.options.reticle();
    const now = performance.now();
    const due = this.#tracker.due(now, x, y);
    if (due) {
      const look = await this.#look(squareAround(due.box, MARGIN, this.#size));
      this.#tracker.looked(due.id, look, performance.now());
    } else if (found.length === 0 && now - this.#lastCloseUp > CLOSE_UP) {
      this.#lastCloseUp = now;
      const box = middle(this.#size);
      const look = await this.#look(box);
      if (look.dog >= IS_DOG && this.#running && !this.#paused) {
        this.#tracker.closeUp(box, look.dog, performance.now());
        this.#lastCloseUp = -Infinity; // followed by looks, as the detector does not see it
      }
    }
  }

  async #look(box: Box): Promise<Look> {
    const part = await createImageBitmap(this.video, box.x, box.y, box.width, box.height);
    try {
      return await this.eyes.look(part);
    } finally {
      part.close();
    }
  }

  #showing(): void {
    const show = (): void => {
      if (!this.#running) return;
      requestAnimationFrame(show);
      if (this.#paused || this.video.readyState < 2) return;
      this.counts.frames++;
      if (this.#frames.count !== this.#followed) this.#follow();
      this.#followed = this.#frames.count;
      const now = performance.now();
      const dogs = this.#tracker.tracks(now).filter(({ isDog }) => isDog);
      const { x, y } = this.options.reticle();
      const target = nearest(dogs, x, y);
      const isOn = target !== null && covers(target.box, x, y);
      this.#act(this.hold.tick(now, isOn ? target.id : null), target);
      this.options.onSight({ dogs, target, hold: { ...this.hold.state, onTarget: isOn } });
    };
    requestAnimationFrame(show);
  }

  /** Moves the boxes with the camera. */
  #follow(): void {
    const context = this.#canvas.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(this.video, 0, 0, SMALL.width, SMALL.height);
    const { data } = context.getImageData(0, 0, SMALL.width, SMALL.height);
    const profile = profileOf(data, SMALL.width, SMALL.height);
    if (this.#profile) {
      const shift = shiftBetween(this.#profile, profile);
      const { width, height } = this.#size;
      if (shift.x !== 0 || shift.y !== 0) this.#tracker.shift(shift.x * width, shift.y * height);
    }
    this.#profile = profile;
  }

  #act(what: ReturnType<Hold["tick"]>, target: Track | null): void {
    if (what === "collect" && target) void this.#collect(target.box);
    if (what === "drop") this.#drop();
    if (what === "full" && !this.#paused) {
      this.#paused = true;
      this.hold.reset();
      this.options.onFull();
      void this.#answer();
    }
  }

  async #collect(box: Box): Promise<void> {
    if (this.#taking) return;
    this.#taking = true;
    const round = this.#round;
    try {
      const picture = await createImageBitmap(this.video);
      if (round !== this.#round) return picture.close(); // what it belongs to was dropped meanwhile
      this.#collected.push({ picture, box });
      // The later ones are the better: the hand has come to rest.
      while (this.#collected.length > LOOKS) this.#collected.shift()!.picture.close();
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.#taking = false;
    }
  }

  async #answer(): Promise<void> {
    const frames = this.#collected;
    this.#collected = [];
    this.#round++;
    try {
      const looks: { look: Look; frame: Frame }[] = [];
      for (const frame of frames) {
        const part = await cut(frame.picture, squareAround(frame.box, MARGIN, frame.picture));
        try {
          looks.push({ look: await this.eyes.look(part), frame });
        } finally {
          part.close();
        }
      }
      const verdict = pooled(
        looks.map(({ look }) => look),
        this.eyes.sure,
      );
      const score = (look: Look): number => look.breeds.get(verdict.breed) ?? 0;
      looks.sort((a, b) => score(b.look) - score(a.look));
      const best = looks[0]?.frame;
      for (const frame of frames) if (frame !== best) frame.picture.close();
      if (!this.#running) best?.picture.close();
      else if (best) this.options.onHeld({ ...best, verdict });
      else this.options.onError(new Error("the camera gave no frame"));
    } catch (error) {
      for (const { picture } of frames) picture.close();
      this.options.onError(error);
    }
  }

  #drop(): void {
    this.#round++;
    for (const { picture } of this.#collected) picture.close();
    this.#collected = [];
  }
}

function covers({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return atX >= x && atX <= x + width && atY >= y && atY <= y + height;
}

/** The square in the middle, where a face that fills the picture is. */
function middle({ width, height }: Size): Box {
  const side = 0.9 * Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
}

function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
