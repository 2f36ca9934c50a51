/** The name at a dog's box, which firms up as looks agree: "dog", "beagle?", "beagle". */
import type { Track } from "./animalTracker";
import type { DogLooks } from "./dogLooks";
import { Steady } from "./steady";

/** What a dog is called: only a dog, by its breed, or as a dog of the user's own. */
export interface LiveName {
  readonly kind: "dog" | "breed" | "mine";
  /** The breed's WordNet id or the own dog's id; empty for `dog`. */
  readonly id: string;
  /** Whether the looks agree on it. */
  readonly isFirm: boolean;
}

export const UNNAMED: LiveName = { kind: "dog", id: "", isFirm: false };

/** Looks before which a name does not change, and those that make one firm: one may err. */
const NAMING_LOOKS = 2;
const FIRM_LOOKS = 3;
/** The mean score from which on a breed is shown, with a question mark, and that at which it goes. */
const LIKELY = 0.4;
const UNLIKELY = 0.2;
/** A firm name stays so until its score falls below this share of the classifier's threshold. */
const KEPT = 0.85;
/** Milliseconds for which another name must fit before it is shown, and for which one must be firm. */
const PATIENCE = 400;
const FIRMING = 300;

/** The name of one dog, and whether it is firm. */
class ShownName {
  readonly #name = new Steady<LiveName>(UNNAMED, isSameName);
  readonly #isFirm = new Steady(false);

  get shown(): LiveName {
    return { ...this.#name.shown, isFirm: this.#isFirm.shown };
  }

  show(next: LiveName, at: number): LiveName {
    const before = this.#name.shown;
    const name = this.#name.show(next, at, PATIENCE);
    if (name !== before) this.#isFirm.reset(false);
    const isFirm = isSameName(next, name) ? next.isFirm : this.#isFirm.shown;
    return { ...name, isFirm: this.#isFirm.show(isFirm, at, FIRMING) };
  }
}

/** The names of all dogs in sight. */
export class LiveNames {
  /** By the looks that make them: a dog that is missed for a moment keeps its looks and its name. */
  readonly #names = new WeakMap<DogLooks, ShownName>();
  #shown: ReadonlyMap<number, LiveName> = new Map();

  /** @param threshold - the score from which on the classifier is sure of a breed. */
  constructor(private readonly threshold: number) {}

  /**
   * Returns the name of each dog by its track's id.
   * @param at - the frame's time in milliseconds.
   */
  update(dogs: readonly Track[], at: number): ReadonlyMap<number, LiveName> {
    this.#shown = new Map(
      dogs.map((dog) => {
        const name = this.#names.get(dog.looks) ?? new ShownName();
        this.#names.set(dog.looks, name);
        return [dog.id, name.show(nameOf(dog, name.shown, this.threshold), at)];
      }),
    );
    return this.#shown;
  }

  /** Tells whether the name that is shown for a track's id is firm. */
  isFirm(id: number): boolean {
    return this.#shown.get(id)?.isFirm ?? false;
  }
}

/** Returns the name that the looks at a dog give it, with some loyalty to the one that is shown. */
function nameOf({ looks }: Track, shown: LiveName, threshold: number): LiveName {
  if (looks.length < NAMING_LOOKS) return shown;
  const { kind, breed, score, mine } = looks.prediction;
  const isMany = looks.length >= FIRM_LOOKS;
  if (mine) return { kind: "mine", id: mine.id, isFirm: isMany };
  if (kind === "none") return UNNAMED;
  const isShown = shown.kind === "breed" && shown.id === breed;
  const isFirm = isMany && score >= (isShown && shown.isFirm ? KEPT : 1) * threshold;
  const isLikely = score >= (isShown ? UNLIKELY : LIKELY);
  return isLikely ? { kind: "breed", id: breed, isFirm } : UNNAMED;
}

function isSameName(one: LiveName, other: LiveName): boolean {
  return one.kind === other.kind && one.id === other.id;
}
