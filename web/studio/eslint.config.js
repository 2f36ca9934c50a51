import { readdirSync } from "node:fs";
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// The layers: a folder imports from itself and from those further down in this list.
const LAYERS = [["shell"], ["rooms"], ["components"], ["state"], ["api", "locales"]];

/** Returns the folders that a folder may not import from. */
function forbiddenTo(folder) {
  const level = LAYERS.findIndex((names) => names.includes(folder));
  return LAYERS.slice(0, level + 1)
    .flat()
    .filter((name) => name !== folder);
}

const only = (folder, group, message) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
});
const oneWay = "knowledge flows one way: see the layers in eslint.config.js";
const layers = LAYERS.flat()
  .filter((folder) => folder !== "rooms" && forbiddenTo(folder).length > 0)
  .map((folder) =>
    only(
      folder,
      forbiddenTo(folder).map((name) => `**/${name}/**`),
      oneWay,
    ),
  );

// A room knows no other room: two that need the same thing have it in components/.
const names = readdirSync(new URL("src/rooms/", import.meta.url));
const rooms = names.map((room) =>
  only(
    `rooms/${room}`,
    ["**/shell/**", ...names.filter((each) => each !== room).map((each) => `../${each}/**`)],
    "a room imports from no other room, and not from the shell",
  ),
);

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  { files: ["src/**/*.tsx"], ...hooks.configs.flat["recommended-latest"] },
  ...layers,
  ...rooms,
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
