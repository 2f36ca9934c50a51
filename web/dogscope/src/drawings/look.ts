/** What a drawing is made from: a breed's build, head, ears, tail, coat and colours. */
import type { Coat } from "./coats";
import type { Ears } from "./ears";
import type { Colour } from "./palette";
import type { Build, Muzzle } from "./proportions";
import type { Tail } from "./tails";

export interface Look {
  readonly build: Build;
  readonly muzzle: Muzzle;
  readonly ears: Ears;
  readonly tail: Tail;
  readonly coat: Coat;
  readonly pattern: Pattern;
  readonly colours: readonly Colour[];
  readonly features: readonly Feature[];
}

export type Feature =
  | "beard"
  | "brows"
  | "fall"
  | "topknot"
  | "mane"
  | "ridge"
  | "spectacles"
  | "wrinkles"
  | "crest"
  | "breeches"
  | "goatee"
  | "paleEyes"
  | "roach"
  | "mustache"
  | "bow"
  | "small";

export type Pattern =
  | "solid"
  | "points"
  | "saddle"
  | "swiss"
  | "hound"
  | "collar"
  | "piebald"
  | "spotted"
  | "ticked"
  | "mask"
  | "overlay"
  | "brindle"
  | "merle"
  | "tuxedo"
  | "husky"
  | "pale"
  | "painted"
  | "furnished"
  | "wolfGrey";

/** A dog without anything of its own. */
export const PLAIN: Look = {
  build: "athletic",
  muzzle: "medium",
  ears: "drop",
  tail: "sabre",
  coat: "smooth",
  pattern: "solid",
  colours: ["tan"],
  features: [],
};
