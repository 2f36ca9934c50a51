/** The layers of a drawing, and the parts of the dog that they are made of. */
import type { Skeleton } from "./body";
import type { EarShape } from "./ears";
import type { Face, HeadFrame } from "./head";
import type { Look } from "./look";
import type { Shape } from "./outline";
import type { Profile, Proportions } from "./proportions";

export type LayerName = "tail" | "farLegs" | "farEar" | "body" | "head" | "ear";

export interface Layer {
  readonly name: LayerName;
  /** The outline: a part of the silhouette. */
  readonly path: string;
  readonly fill: string;
  /** Painted within the outline, in this order. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly path: string;
  readonly fill: string;
  readonly opacity?: number;
  /** Is a line of this width, and not a surface. */
  readonly line?: number;
}

export interface Drawing {
  readonly layers: readonly Layer[];
  /** Eyes, nose and mouth, on top of all. */
  readonly face: readonly Mark[];
  /** All outlines in one path. */
  readonly silhouette: string;
  /** The box around it: left, top, width, height; the ground is at 0, the withers at -100. */
  readonly box: readonly [number, number, number, number];
  /** The box around the head. */
  readonly headBox: readonly [number, number, number, number];
}

/** The parts of the dog that the paint is put on. */
export interface Anatomy {
  readonly look: Look;
  readonly form: Proportions;
  readonly profile: Profile;
  readonly bones: Skeleton;
  readonly frame: HeadFrame;
  readonly face: Face;
  readonly ear: EarShape;
  readonly shapes: Record<LayerName, readonly Shape[]>;
  readonly tailSpine: readonly (readonly [number, number, number])[];
  readonly seed: number;
}
