/** The builds of the engine, and the choice of those that a device can run. */
import pinned from "../../engine.json" with { type: "json" };

/**
 * `relaxed` uses relaxed SIMD, `compatible` only plain SIMD, `threaded` relaxed SIMD and threads; a
 * lean build has only the functions that Vizsla's graphs need, and is a quarter of the size. All give
 * the same numbers.
 */
export type Variant = "relaxed-lean" | "relaxed" | "compatible-lean" | "compatible" | "threaded";

export interface EngineFile {
  readonly sha256: string;
  readonly bytes: number;
  /** The size of NAME.gz, the form in which it is downloaded; null for a file that is not compressed. */
  readonly gzip: number | null;
}

export interface VariantFiles {
  /** The script that makes the module, and the module; names without a folder. */
  readonly script: string;
  readonly wasm: string;
  readonly file: EngineFile;
}

/** The hashes of all builds' modules. */
export const HASHES: readonly string[] = Object.values(pinned).map(({ wasm }) => wasm.sha256);

/** The sizes of the compressed files, by name; the build puts them in. */
declare const ENGINE_GZIP: Readonly<Record<string, number>>;

/** Returns the files of a build. */
export function filesOf(variant: Variant): VariantFiles {
  const { script, wasm } = pinned[variant];
  const gzip = typeof ENGINE_GZIP === "undefined" ? null : (ENGINE_GZIP[wasm.name] ?? null);
  return {
    script: script.name,
    wasm: wasm.name,
    file: { sha256: wasm.sha256, bytes: wasm.bytes, gzip },
  };
}

// i8x16.relaxed_swizzle, from the WebAssembly relaxed SIMD proposal.
const RELAXED = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 0, 253, 15,
  65, 0, 253, 15, 253, 128, 2, 11,
];

/**
 * Returns the builds that this device can run, the first to try first.
 * @param options - `lean` where the runtime's folder has no other builds.
 */
export function variants({ threads, lean }: { threads: boolean; lean?: boolean }): Variant[] {
  const isRelaxed = WebAssembly.validate(new Uint8Array(RELAXED));
  if (lean) return [isRelaxed ? "relaxed-lean" : "compatible-lean"];
  if (!isRelaxed) return ["compatible-lean", "compatible"];
  const isolated = typeof crossOriginIsolated === "boolean" && crossOriginIsolated;
  const found: Variant[] = ["relaxed-lean", "relaxed", "compatible"];
  return threads && isolated ? ["threaded", ...found] : found;
}
