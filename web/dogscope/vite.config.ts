/** The build of the app; `scripts/buildApp.js` adds the service worker and checks the sizes. */
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { downloads } from "../runtime/scripts/sizes.js";
import { packedSize } from "./scripts/checkSizes.js";

const FUNCTIONS = ["dog-breeds", "detect-objects", "classify-image"];
const runtime = new URL("../runtime/dist/", import.meta.url);

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as T;
}

const { version } = readJson<{ version: string }>("package.json");
/** The page may load only its own files; `vizsla dogscope` sends the same policy as a header. */
const { page: directives } = readJson<{ page: Record<string, string> }>(
  "../../contract/dogscope-policy.json",
);

/**
 * Returns the download size of each function, the engine with the first: the bytes that the runtime
 * reports. The small files that the service worker downloads are among its bytes already.
 */
function downloadBytes(): number[] {
  const size = (name: string): number => packedSize(new URL(name, runtime));
  return downloads(runtime, FUNCTIONS, false).map((bytes, at) => {
    const engine = at === 0 ? size("engine/litert_wasm_internal.js") : 0;
    return bytes - engine - size(`functions/${FUNCTIONS[at]}/function.json`);
  });
}

function contentSecurityPolicy(): Plugin {
  const content = Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
  const meta = (attrs: Record<string, string>) =>
    ({ tag: "meta", attrs, injectTo: "head-prepend" }) as const;
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      meta({ "http-equiv": "Content-Security-Policy", content }),
      meta({ name: "referrer", content: "no-referrer" }),
    ],
  };
}

export default defineConfig({
  base: "./",
  plugins: [contentSecurityPolicy()],
  define: {
    __DOWNLOAD_BYTES__: JSON.stringify(downloadBytes()),
    __VERSION__: JSON.stringify(version),
  },
  build: {
    target: ["chrome109", "firefox115", "safari16.4"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000, // kB: the outlines of the map, which are loaded with it
    assetsInlineLimit: 0, // the policy forbids inlined fonts
  },
});
