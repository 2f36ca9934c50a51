/** Holds a bundle's graph of images, shared with all functions that have the same. */
import type { Bundle } from "../bundle/bundle.js";
import { readInput, readOutputs } from "../bundle/tflite.js";
import type { Graphs } from "../engine/graphs.js";
import type { Graph } from "../engine/sharedGraph.js";
import { BundleDamagedError } from "../errors.js";
import { selfTestImage } from "../modalities/image/selfTestImage.js";

/**
 * Holds the graph; the engine does not see it before it is used.
 * @throws BundleDamagedError - the file is not what was published, or does not take one square image.
 */
export async function holdImageGraph(bundle: Bundle, graphs: Graphs): Promise<Graph> {
  const { selfTest, file } = bundle.graph;
  const sha256 = bundle.graphSha256;
  return graphs.hold(sha256, selfTest, async () => {
    const content = await bundle.readGraph();
    const where = `${bundle.where}: ${file}`;
    const { shape: inputShape } = readInput(content, where);
    const [one, height, width, channels] = inputShape;
    if (inputShape.length !== 4 || one !== 1 || height !== width || channels !== 3) {
      throw new BundleDamagedError(
        `${where} takes an input of ${inputShape.join(" x ")}, and must take one square image; ` +
          "publish the function again",
      );
    }
    const testInput = (): Uint8Array => selfTestImage(height!, width!);
    const outputs = readOutputs(content, where);
    return { sha256, selfTest, content, inputShape, outputs, testInput };
  });
}

/** Returns the side of the square image that a graph takes, in pixels. */
export function sideOf(graph: Graph): number {
  return graph.inputShape[1]!;
}
