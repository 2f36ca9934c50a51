/** The protocol of decoders, which make boxes of a detector's outputs; each has a file. */
import type { Output } from "../engine/sharedGraph.js";
import type { FittedImage } from "../modalities/image/fitToSquare.js";
import type { Grid } from "../modalities/image/heatMap.js";

/** A box in the image's own pixels, and the number of its class. */
export interface DecodedBox {
  readonly label: number;
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Makes boxes of a detector's outputs. */
export interface BoxDecoder {
  /** As `decoder` of a manifest names it. */
  readonly name: string;
  /** The grey of the margin around an image, 0 to 255: the input's zero. */
  readonly grey: number;
  /** Whether a graph's outputs are of this form, for so many labels. */
  fits(shapes: readonly (readonly number[])[], labels: number): boolean;
  /**
   * Decodes the boxes, the best first, each thing once.
   * @param fitted - the graph's input, and how the image lies in it.
   * @param threshold - the least score of a box, 0 to 1.
   */
  decode(
    outputs: readonly Output[],
    fitted: FittedImage,
    image: { width: number; height: number },
    threshold: number,
  ): DecodedBox[];
  /** Returns the highest score of any box, 0 to 1, without computing the boxes. */
  bestScore(outputs: readonly Output[]): number;
  /** Returns a class's score at each cell of the finest grid. */
  scoresByPlace(outputs: readonly Output[], label: number): Grid;
}
