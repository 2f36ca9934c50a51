/** Follows the animals between detections, and remembers what the classifier said of each. */
import { IS_DOG, type Look } from "../detection/classification";
import { distanceTo, overlap, type Box } from "../images/geometry";

/** Boxes that share at least that are of the same animal. */
const SAME = 0.25;
/** How much of what a detection says is taken over: the rest is what was expected. */
const TAKEN = 0.6;
/** Milliseconds after which an animal that was not seen again is gone. */
const GONE = 900;
/** Milliseconds in which the speed of an animal is forgotten, where no detection renews it. */
const COASTING = 300;
/** Milliseconds after which the classifier looks at an animal again. */
const STALE = 1500;

/** An animal that is followed. */
export interface Track {
  readonly id: number;
  readonly box: Box;
  /** The chance that it is a dog: the classifier's; null until it has looked. */
  readonly dog: number | null;
  /** Whether it is shown as a dog. */
  readonly isDog: boolean;
}

interface Held {
  id: number;
  /** Centre and size, in pixels of the video. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Pixels a millisecond, of the centre; beyond what the camera moves. */
  vx: number;
  vy: number;
  /** When it was detected last, and for how often. */
  seen: number;
  times: number;
  dog: number | null;
  looked: number;
  /** The detector calls it a dog, with this score. */
  called: number;
}

export class Tracker {
  #held: Held[] = [];
  #next = 1;
  #moved = { x: 0, y: 0 };

  /** The camera has moved: what is in the picture goes the other way. */
  shift(x: number, y: number): void {
    this.#moved = { x: this.#moved.x + x, y: this.#moved.y + y };
    for (const each of this.#held) {
      each.x += x;
      each.y += y;
    }
  }

  /** A mark to give to `update`: how far the camera had moved when its frame was taken. */
  get moved(): { readonly x: number; readonly y: number } {
    return this.#moved;
  }

  /**
   * Takes in what was detected.
   * @param at - when the frame was taken, in milliseconds.
   * @param moved - `moved` as it was then.
   */
  update(
    boxes: readonly (Box & { readonly score: number; readonly label: string })[],
    at: number,
    moved: { readonly x: number; readonly y: number } = this.#moved,
  ): void {
    this.#held = this.#held.filter(({ seen }) => at - seen < GONE);
    const [dx, dy] = [this.#moved.x - moved.x, this.#moved.y - moved.y];
    const free = new Set(this.#held);
    const pairs = boxes
      .flatMap((box) =>
        this.#held.map((held) => ({ box, held, shared: shared(box, held, dx, dy) })),
      )
      .filter((pair) => pair.shared >= SAME)
      .sort((a, b) => b.shared - a.shared);
    const left = new Set(boxes);
    for (const { box, held } of pairs) {
      if (!free.has(held) || !left.has(box)) continue;
      free.delete(held);
      left.delete(box);
      this.#follow(held, box, at, dx, dy);
    }
    for (const box of left) {
      const [x, y] = centre(box, dx, dy);
      const called = box.label === "dog" ? box.score : 0;
      const { width, height } = box;
      const id = this.#next++;
      const held = { id, x, y, width, height, vx: 0, vy: 0, seen: at, times: 1, called };
      this.#held.push({ ...held, dog: null, looked: -Infinity });
    }
  }

  #follow(
    held: Held,
    box: Box & { score: number; label: string },
    at: number,
    dx: number,
    dy: number,
  ) {
    const elapsed = Math.max(at - held.seen, 1);
    const [x, y] = centre(box, dx, dy);
    const [wasX, wasY] = [held.x, held.y];
    const expected = this.#at(held, at);
    held.x = expected.x + TAKEN * (x - expected.x);
    held.y = expected.y + TAKEN * (y - expected.y);
    held.width += TAKEN * (box.width - held.width);
    held.height += TAKEN * (box.height - held.height);
    if (elapsed < 3 * COASTING) {
      held.vx += 0.4 * ((held.x - wasX) / elapsed - held.vx);
      held.vy += 0.4 * ((held.y - wasY) / elapsed - held.vy);
    }
    held.seen = at;
    held.times++;
    held.called = 0.6 * held.called + 0.4 * (box.label === "dog" ? box.score : 0);
  }

  /** The classifier has looked at an animal. */
  looked(id: number, look: Pick<Look, "dog">, at: number): void {
    const held = this.#held.find((each) => each.id === id);
    if (!held) return;
    held.dog = held.dog === null ? look.dog : 0.4 * held.dog + 0.6 * look.dog;
    held.looked = at;
  }

  /** Where all animals are at a time, dogs or not. */
  tracks(at: number): Track[] {
    return this.#held
      .filter(({ seen }) => at - seen < GONE)
      .map((held) => ({
        id: held.id,
        box: this.#at(held, at).box,
        dog: held.dog,
        isDog: isDog(held),
      }));
  }

  /** Which animal the classifier should look at now, if any: new ones, then those of long ago. */
  due(at: number, x: number, y: number): Track | null {
    const looked = (id: number): number => this.#held.find((each) => each.id === id)!.looked;
    const waiting = this.tracks(at).filter(({ id }) => at - looked(id) > STALE);
    const fresh = waiting.filter(({ id }) => looked(id) === -Infinity);
    return nearest(fresh.length > 0 ? fresh : waiting, x, y);
  }

  /** A dog that the classifier saw where the detector sees nothing: a face that fills the picture. */
  closeUp(box: Box, dog: number, at: number): void {
    this.update([{ ...box, score: dog, label: "dog" }], at);
    const held = this.#held.find((each) => each.seen === at);
    if (held) this.looked(held.id, { dog }, at);
  }

  clear(): void {
    this.#held = [];
  }

  #at(held: Held, at: number): { x: number; y: number; box: Box } {
    // It goes on as it went, ever slower.
    const coasted = COASTING * (1 - Math.exp(-Math.max(at - held.seen, 0) / COASTING));
    const x = held.x + held.vx * coasted;
    const y = held.y + held.vy * coasted;
    const { width, height } = held;
    return { x, y, box: { x: x - width / 2, y: y - height / 2, width, height } };
  }
}

/** The track that is nearest to a point; of those that hold it, the smallest. */
export function nearest(tracks: readonly Track[], x: number, y: number): Track | null {
  const area = ({ box }: Track): number => box.width * box.height;
  const order = [...tracks].sort(
    (a, b) => distanceTo(a.box, x, y) - distanceTo(b.box, x, y) || area(a) - area(b),
  );
  return order[0] ?? null;
}

function isDog({ dog, called, times }: Held): boolean {
  if (dog !== null) return dog >= IS_DOG;
  // Until the classifier has looked, the detector is believed where it is quite sure.
  return called >= 0.5 && times >= 2;
}

function centre(box: Box, dx: number, dy: number): [number, number] {
  return [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy];
}

function shared(box: Box, held: Held, dx: number, dy: number): number {
  const { x, y, width, height } = held;
  const moved = { ...box, x: box.x + dx, y: box.y + dy };
  return overlap(moved, { x: x - width / 2, y: y - height / 2, width, height });
}
