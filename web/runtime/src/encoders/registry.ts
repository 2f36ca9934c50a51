/** The encoders that functions may use. A new one joins here, with its file beside this one. */
import type { Bundle } from "../bundle/bundle.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import type { Graphs } from "../engine/graphs.js";
import { BundleDamagedError, BundleTooNewError } from "../errors.js";
import type { Encoder, EncoderKind } from "./base.js";
import { imageEncoder } from "./imageEncoder.js";

const ENCODERS: readonly EncoderKind[] = [
  imageEncoder("efficientnet-lite0"),
  imageEncoder("efficientnet-lite2"),
];

/**
 * Opens the encoder that a bundle's manifest names.
 * @throws BundleDamagedError - the manifest names none, or the bundle's files are not one.
 * @throws BundleTooNewError - this version does not know the encoder.
 */
export async function openEncoder(bundle: Bundle, graphs: Graphs): Promise<Encoder> {
  const { encoder, kind, input } = bundle.manifest;
  if (encoder === null) {
    throw new BundleDamagedError(
      `${bundle.where}: a function of kind '${kind}' needs an encoder, and ${MANIFEST} names none; ` +
        "publish it again",
    );
  }
  const known = ENCODERS.filter(({ modality }) => modality === input.modality);
  const found = known.find(({ name }) => name === encoder.name);
  if (!found) {
    const names = known.map(({ name }) => name).join(", ") || "none";
    throw new BundleTooNewError(
      `${bundle.where} stands on the encoder ${JSON.stringify(encoder.name)}, and this version of ` +
        `Vizsla knows for inputs of ${input.modality}: ${names}. npm install @vizsla/runtime@latest`,
    );
  }
  const opened = await found.open(bundle, graphs);
  if (encoder.dimension !== null && encoder.dimension !== opened.dimension) {
    opened.close();
    throw new BundleDamagedError(
      `${bundle.where}: ${MANIFEST} says that an embedding has ${encoder.dimension} numbers, and the ` +
        `encoder gives ${opened.dimension}; publish the function again`,
    );
  }
  return opened;
}
