import { parseAst } from "vite";
import { expect, test } from "vitest";
import { usedParts } from "../../src/pageFiles/usedParts.js";

function parts(code: string): { functions: string[]; own: boolean; unknown: string | null } {
  const found = usedParts(parseAst(code));
  return { ...found, functions: [...found.functions].sort() };
}

test.each([
  [`import { describeImage } from "@vizsla/runtime"; describeImage(photo);`, ["describe-image"]],
  [`import { classifyImage as it } from "@vizsla/runtime/browser"; it(photo);`, ["classify-image"]],
  [`import { load } from "@vizsla/runtime"; load("dog-breeds", {});`, ["dog-breeds"]],
  [
    "import { load as l } from '@vizsla/runtime'; it.load(a); await l(`dog-breeds`);",
    ["dog-breeds"],
  ],
  [`const { detectObjects } = await import("@vizsla/runtime");`, ["detect-objects"]],
  [`const { load: open } = await import("@vizsla/runtime"); open("dog-breeds");`, ["dog-breeds"]],
  [`import("@vizsla/runtime").then(({ describeImage }) => describeImage(a));`, ["describe-image"]],
  [`export { describeImage } from "@vizsla/runtime";`, ["describe-image"]],
  [`import { inWords, watch } from "@vizsla/runtime"; watch(a, b, inWords);`, []],
  [`import { recognizeText } from "@vizsla/runtime/recognize";`, []],
  [`import { load } from "./mine.js"; load(name);`, []],
])("the functions of `%s` are known", (code, functions) => {
  expect(parts(code)).toEqual({ functions, own: false, unknown: null });
});

test("an address is of a function of the app's own", () => {
  const code = `import { load } from "@vizsla/runtime"; load("/bundles/trees/");`;
  expect(parts(code)).toEqual({ functions: [], own: true, unknown: null });
});

test.each([
  `import { load } from "@vizsla/runtime"; load(name);`,
  `import { load } from "@vizsla/runtime"; [a].map(load);`,
  `import { load } from "@vizsla/runtime"; export { load };`,
  `import { load } from "@vizsla/runtime"; export const api = { load };`,
  "import { load } from '@vizsla/runtime'; load(`${name}`);",
  `import * as vizsla from "@vizsla/runtime";`,
  `export * from "@vizsla/runtime";`,
  `export { load } from "@vizsla/runtime";`,
  `const vizsla = await import("@vizsla/runtime");`,
  `const { load, ...rest } = await import("@vizsla/runtime");`,
  `import("@vizsla/runtime").then((vizsla) => vizsla.load(a));`,
  `lazy(() => import("@vizsla/runtime"));`,
])("`%s` may use any function", (code) => {
  expect(parts(code).unknown).not.toBeNull();
});
