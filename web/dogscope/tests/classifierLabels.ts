/** The labels of the breed classifier, from its manifest. */
import { readFileSync } from "node:fs";

const file = new URL("../../../src/vizsla/weights/dog-breeds/function.json", import.meta.url);

export const { labels } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly labels: readonly { readonly answer: string; readonly id: string }[];
};
