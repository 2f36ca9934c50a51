import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Who may know whom: a folder imports from itself and from those further down in this list.
const LAYERS = [
  ["screens"],
  ["components"],
  ["state"],
  ["camera", "sharing"],
  ["detection", "game"],
  ["storage"],
  ["breeds", "locales", "images", "offline", "store"],
];

/** Folders that a file of this folder may not import from. */
function above(folder) {
  const level = LAYERS.findIndex((names) => names.includes(folder));
  return LAYERS.slice(0, level + 1)
    .flat()
    .filter((name) => name !== folder);
}

const layers = LAYERS.flat()
  .filter((folder) => above(folder).length > 0)
  .map((folder) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: above(folder).map((name) => `../${name}/*`),
              message: "knowledge flows one way: see the layers in eslint.config.js",
            },
          ],
        },
      ],
    },
  }));

export default tseslint.config(
  { ignores: ["dist"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  { files: ["src/**/*.tsx"], ...hooks.configs.flat["recommended-latest"] },
  ...layers,
  {
    files: ["scripts/**/*.js", "*.js"],
    languageOptions: {
      globals: { Buffer: "readonly", process: "readonly", console: "readonly", URL: "readonly" },
    },
  },
  {
    rules: {
      // Arrays are read within bounds that the code around them holds.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
