/** The kinds of functions. A new one joins here, with its file beside this one. */
import { openBundle } from "../bundle/bundle.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import { Fields } from "../bundle/fields.js";
import type { Files } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import { BundleDamagedError, BundleTooNewError, OptionError } from "../errors.js";
import type { ValueReader } from "../modalities/base.js";
import { findReader, modalityNames } from "../modalities/registry.js";
import type { FunctionCore, Kind, OpenContext } from "./base.js";
import { imageClassification, multiLabelImageClassification } from "./imageClassification.js";
import { imageDescription } from "./imageDescription.js";
import { objectDetection } from "./objectDetection.js";

const kinds = new Map<string, Kind>(
  [imageClassification, multiLabelImageClassification, objectDetection, imageDescription].map(
    (kind) => [kind.name, kind],
  ),
);

/**
 * Adds a kind of functions of your own.
 * @throws OptionError - there is one of that name.
 */
export function registerKind(kind: Kind): void {
  if (kinds.has(kind.name)) {
    throw new OptionError(`there is a kind of functions ${JSON.stringify(kind.name)} already`);
  }
  kinds.set(kind.name, kind);
}

const later = new Map<string, () => void>();

/**
 * Adds a kind whose code is loaded with its first function.
 * @param load - loads the code, which registers the kind and its modality.
 */
export function registerLater(name: string, load: () => void): void {
  later.set(name, load);
}

/**
 * Returns the kind and the modality that a manifest names.
 * @throws BundleTooNewError - this version knows no such kind, modality or feature.
 * @throws BundleDamagedError - the kind takes another modality.
 */
export function kindOf(
  { kind: name, input, features }: Manifest,
  where: string,
): { kind: Kind; modality: ValueReader } {
  if (!kinds.has(name)) later.get(name)?.();
  const kind = kinds.get(name);
  if (!kind) throw unknown(where, "kind", name, [...kinds.keys()]);
  const modality = findReader(input.modality);
  if (!modality) throw unknown(where, "modality", input.modality, modalityNames());
  if (kind.modality !== modality.name) {
    throw new BundleDamagedError(
      `${where}: ${MANIFEST}: a function of kind '${name}' takes an input of '${kind.modality}', ` +
        `and the manifest says '${input.modality}'; publish the function again`,
    );
  }
  for (const feature of features) {
    const known = kind.features ?? [];
    if (!known.includes(feature.kind)) throw unknown(where, "feature", feature.kind, known);
  }
  return { kind, modality };
}

/**
 * Opens a function: reads and checks all of its files, and leaves the engine alone.
 * @throws BundleError - it can't be used; the error says why.
 */
export async function openFunction(
  files: Files,
  context: Omit<OpenContext, "modality">,
): Promise<FunctionCore> {
  const bundle = await openBundle(files);
  const { kind, modality } = kindOf(bundle.manifest, bundle.where);
  modality.checkInput?.(new Fields(bundle.manifest.input, `${bundle.where}: ${MANIFEST}: input`));
  return kind.open(bundle, { ...context, modality });
}

function unknown(
  where: string,
  what: string,
  name: string,
  known: readonly string[],
): BundleTooNewError {
  const wayOut =
    name === "speech-recognition"
      ? "use loadListening of @vizsla/runtime/listen"
      : "npm install @vizsla/runtime@latest";
  return new BundleTooNewError(
    `${where} is of the ${what} ${JSON.stringify(name.slice(0, 80))}, and this version of Vizsla ` +
      `knows ${known.join(", ")}: ${wayOut}`,
  );
}
