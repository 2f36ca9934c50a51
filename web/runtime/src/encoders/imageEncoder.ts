/** Encodes images: a graph makes a feature map, whose sum over all positions is the embedding. */
import { Fields } from "../bundle/fields.js";
import type { Bundle } from "../bundle/bundle.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import type { Graphs } from "../engine/graphs.js";
import type { Graph, Output } from "../engine/sharedGraph.js";
import { BundleDamagedError } from "../errors.js";
import { cropAndResize, cropBox, type Rectangle } from "../modalities/image/fitToSquare.js";
import type { ImageValue } from "../modalities/image/image.js";
import { readImageInput } from "../modalities/image/imageInput.js";
import type { Encoder, EncoderKind } from "./base.js";
import { sumOver, type Embedding } from "./embedding.js";
import { holdImageGraph, sideOf } from "./imageGraph.js";

/** An encoder of images, whatever the size of its input and of its feature map. */
export class ImageEncoder implements Encoder<ImageValue> {
  private constructor(
    private readonly graph: Graph,
    /** The share of the shorter side that the graph sees. */
    private readonly crop: number,
    readonly dimension: number,
  ) {}

  /**
   * Opens the encoder of a bundle.
   * @throws BundleDamagedError - its graph does not make one feature map of images.
   */
  static async open(bundle: Bundle, graphs: Graphs): Promise<ImageEncoder> {
    const where = `${bundle.where}: ${MANIFEST}: input`;
    const { crop } = readImageInput(new Fields(bundle.manifest.input, where));
    const graph = await holdImageGraph(bundle, graphs);
    const [output, ...more] = graph.outputs;
    if (more.length > 0 || output?.shape.length !== 4) {
      graph.close();
      const shapes = graph.outputs.map(({ shape }) => shape.join(" x ")).join(", ");
      throw new BundleDamagedError(
        `${bundle.where}: an encoder's graph must give one feature map, and it gives ${shapes}; ` +
          "publish the function again",
      );
    }
    return new ImageEncoder(graph, crop, output.shape[3]!);
  }

  get graphSha256(): string {
    return this.graph.sha256;
  }

  async warmUp(): Promise<void> {
    await this.graph.runSelfTest();
  }

  close(): void {
    this.graph.close();
  }

  /** @param crop - the share of the shorter side to keep, where it is not the function's own. */
  async embed(image: ImageValue, crop = this.crop): Promise<Embedding> {
    return sumOver(await this.featureMap(image, crop));
  }

  /** Returns the feature map, whose sum the embedding is: (1, rows, columns, channels) integers. */
  async featureMap(image: ImageValue, crop = this.crop): Promise<Output> {
    const [map] = await this.graph.run(cropAndResize(image, sideOf(this.graph), crop));
    return map!;
  }

  /** Returns the part of an image that the graph sees. */
  partSeen({ width, height }: ImageValue): Rectangle {
    return cropBox(width, height, this.crop);
  }
}

/** The kind of encoder that has such a graph. */
export function imageEncoder(name: string): EncoderKind<ImageValue> {
  return { name, modality: "image", open: (bundle, graphs) => ImageEncoder.open(bundle, graphs) };
}
