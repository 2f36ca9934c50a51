import js from "@eslint/js";
import tseslint from "typescript-eslint";

// Who may know whom: a folder imports from itself and from those further down in this list.
const LAYERS = [
  ["browser", "node", "recognize", "listen", "worker", "vite"],
  ["api"],
  ["host"],
  ["store", "fewShot"],
  ["functions"],
  ["features"],
  ["recognizers"],
  ["encoders"],
  ["modalities"],
  ["bundle", "engine"],
  ["zip"],
  ["bytes"],
  ["pageFiles"],
];

/** Folders that a file of this folder may not import from. */
function above(folder) {
  const level = LAYERS.findIndex((names) => names.includes(folder));
  return LAYERS.slice(0, level + 1)
    .flat()
    .filter((name) => name !== folder);
}

const oneWay = (folder) => ({
  group: above(folder).flatMap((name) => [`../${name}/*`, `../../${name}/*`]),
  message: "knowledge flows one way: see the layers in eslint.config.js",
});
const noNode = { group: ["node:*", "sharp"], message: "only files of Node know Node" };

const layers = LAYERS.flat().flatMap((folder) => [
  {
    files: [`src/${folder}/**/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: [oneWay(folder), noNode] }] },
  },
  {
    // A browser has no Node: only these files may know it.
    files: [`src/${folder}/**/${["node", "vite"].includes(folder) ? "" : "node"}*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: [oneWay(folder)] }] },
  },
]);

export default tseslint.config(
  { ignores: ["dist"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...layers,
  {
    files: ["scripts/**/*.js", "*.js", "tests/**/*.js"],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        WebAssembly: "readonly",
      },
    },
  },
  {
    // Formats of files are told by such bytes, and some are white space.
    files: [
      "src/modalities/{image/imageFormats,audio/soundFormats}.ts",
      "src/recognizers/{characters,sourceText}.ts",
    ],
    rules: { "no-control-regex": "off" },
  },
  {
    rules: {
      // Typed arrays are read within bounds that the loop around them holds.
      "@typescript-eslint/no-non-null-assertion": "off",
      // A field that is taken out of an object is left out of the rest.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
    },
  },
);
