/** The kinds of functions. A new one joins here, with its file beside this one. */
import { openBundle } from "../bundle/bundle.js";
import type { Files } from "../bundle/bundleFiles.js";
import { classify } from "./classification.js";
import { describe } from "./imageDescription.js";
import { detect } from "./objectDetection.js";
import type { Context, Core, Kind } from "./base.js";

const KINDS: readonly Kind[] = [classify, detect, describe];

/**
 * Opens a function: reads and checks all of its files, and leaves the engine alone.
 * @throws BundleError - it can't be used; the error says why.
 */
export async function openFunction(files: Files, context: Context): Promise<Core> {
  const bundle = await openBundle(files);
  // The manifest's reader knows the same kinds.
  const kind = KINDS.find(({ name }) => name === bundle.manifest.kind)!;
  return kind.open(bundle, context);
}
