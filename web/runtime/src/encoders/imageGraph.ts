/** Holds a bundle's graph, shared with all functions that have the same. Twin of `graphs.py`. */
import type { Bundle } from "../bundle/bundle.js";
import { readInput, readOutputs } from "../bundle/tflite.js";
import type { Graph, Graphs } from "../engine/graphs.js";
import { BundleDamagedError } from "../errors.js";

/**
 * Holds the graph; the engine does not see it before it is used.
 * @throws BundleDamagedError - the file is not what was published, or not a graph of a square picture.
 */
export async function holdGraph(bundle: Bundle, graphs: Graphs): Promise<Graph> {
  const { selfTest, file } = bundle.graph;
  const sha256 = bundle.manifest.files[file]?.sha256 ?? "";
  return graphs.hold(sha256, selfTest, async () => {
    const content = await bundle.readGraph();
    const where = `${bundle.where}: ${file}`;
    const [one, height, width, channels] = readInput(content, where).shape;
    if (one !== 1 || height !== width || channels !== 3) {
      throw new BundleDamagedError(
        `${where} takes an input of ${[one, height, width, channels].join(" x ")}, and must take ` +
          "one square picture; publish the function anew",
      );
    }
    return { sha256, selfTest, content, side: height!, outputs: readOutputs(content, where) };
  });
}
