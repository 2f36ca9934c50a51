/** Reads `terms.safetensors`: what words and runs of letters say of a text's labels. */
import { copyOf } from "../bytes/bytes.js";
import { BundleDamagedError } from "../errors.js";
import { readSafetensors } from "./safetensors.js";

/** The terms that a function knows: first the words, then the runs of letters. */
export interface TermTable {
  readonly words: readonly string[];
  readonly letters: readonly string[];
  /** For each term how rare it is, a whole number. */
  readonly idf: Uint16Array;
  /** rows x terms numbers, row by row. */
  readonly weights: Int8Array;
  /** The factor of each row's weights. */
  readonly scale: Float64Array;
}

const TYPES = { F32: Float32Array, I8: Int8Array, U8: Uint8Array, U16: Uint16Array } as const;
type Types = keyof typeof TYPES;

/**
 * Checks and reads a table.
 * @param where - its name, for messages.
 * @param rows - how many rows the function's head has.
 * @param limits - the most terms, and the highest number of rareness.
 * @throws BundleDamagedError - it is no table of terms, or does not fit the head.
 */
export function readTermTable(
  content: Uint8Array,
  where: string,
  rows: number,
  limits: { readonly most_terms: number; readonly most_idf: number },
): TermTable {
  const tensors = readSafetensors<Types>(content, where, TYPES);
  const tensor = <Array>(name: string, dtype: Types, shape: readonly number[] | null): Array => {
    const found = tensors.get(name);
    const fits = shape === null || shape.join() === found?.shape.join();
    if (found?.dtype === dtype && fits) return found.data as Array;
    throw damaged(
      where,
      `'${name}' must be ${dtype}${shape ? ` of shape ${shape.join(" x ")}` : ""}`,
    );
  };
  const words = terms(tensor("words", "U8", null), where);
  const letters = terms(tensor("letters", "U8", null), where);
  const count = words.length + letters.length;
  if (count > limits.most_terms) throw damaged(where, `it holds ${count} terms`);
  const scale = tensor<Float32Array>("scale", "F32", [rows]);
  const idf = tensor<Uint16Array>("idf", "U16", [count]);
  const weights = tensor<Int8Array>("weights", "I8", [rows, count]);
  if (!scale.every(Number.isFinite) || idf.some((each) => each < 1 || each > limits.most_idf)) {
    throw damaged(where, "its numbers are out of their range");
  }
  return { words, letters, idf, weights, scale: new Float64Array(scale) };
}

function terms(bytes: Uint8Array, where: string): string[] {
  if (bytes.length === 0) return [];
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(copyOf(bytes));
  } catch {
    throw damaged(where, "its terms are not in UTF-8");
  }
  const found = text.split("\n");
  if (new Set(found).size !== found.length) throw damaged(where, "a term is there twice");
  return found;
}

function damaged(where: string, why: string): BundleDamagedError {
  return new BundleDamagedError(`${where} is no table of terms (${why}); copy the bundle again`);
}
