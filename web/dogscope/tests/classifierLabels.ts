/** The labels of the shipped classifiers, from their manifests. */
import { readFileSync } from "node:fs";

interface Label {
  readonly answer: string;
  readonly id: string;
}
type Kinds = Readonly<
  Record<string, { readonly name: string; readonly parents: readonly string[] }>
>;

function read<T>(file: string): T {
  const url = new URL(`../../../src/vizsla/weights/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as T;
}

/** The breeds' classifier's. */
export const { labels } = read<{ readonly labels: readonly Label[] }>("dog-breeds/function.json");
/** Those of `classify-image`. */
export const { labels: things } = read<{ readonly labels: readonly Label[] }>(
  "classify-image/function.json",
);
const kinds = read<Kinds>("classify-image/taxonomy.json");

/** Returns the kinds that a label is of, the widest first and itself last, as an answer has them. */
export function kindsOf(id: string): string[] {
  const { name, parents } = kinds[id]!;
  return parents[0] === undefined ? [name] : [...kindsOf(parents[0]), name];
}
