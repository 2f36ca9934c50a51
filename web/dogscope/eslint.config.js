import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// The layers: a folder imports from itself and from those further down in this list.
const LAYERS = [
  ["screens"],
  ["cards", "map"],
  ["components"],
  ["state"],
  ["camera", "sharing"],
  ["detection", "game", "drawings", "walks"],
  ["storage"],
  ["breeds", "locales", "images", "offline", "qr", "store"],
];

/** Returns the folders that a folder may not import from. */
function forbiddenTo(folder) {
  const level = LAYERS.findIndex((names) => names.includes(folder));
  return LAYERS.slice(0, level + 1)
    .flat()
    .filter((name) => name !== folder);
}

const layers = LAYERS.flat()
  .filter((folder) => forbiddenTo(folder).length > 0)
  .map((folder) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: forbiddenTo(folder).map((name) => `../${name}/*`),
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
      // Indexes are within bounds that the code around them ensures.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
