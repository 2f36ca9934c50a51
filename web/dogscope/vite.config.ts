/** How the app is built; `scripts/build.js` adds the service worker and holds the sizes. */
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { downloads } from "../runtime/scripts/sizes.js";

const runtime = new URL("../runtime/dist/", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** What the page may do: nothing but what comes with it, from where it came. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function policy(): Plugin {
  return {
    name: "policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
      {
        tag: "meta",
        attrs: { name: "referrer", content: "no-referrer" },
        injectTo: "head-prepend",
      },
    ],
  };
}

export default defineConfig({
  base: "./",
  plugins: [policy()],
  define: {
    __DOWNLOAD_BYTES__: JSON.stringify(downloads(runtime, ["dog-breeds", "detect-objects"])),
    __VERSION__: JSON.stringify(version),
  },
  build: {
    target: ["chrome109", "firefox115", "safari16.4"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000, // kB: the map's outlines, which are fetched when it is opened
    assetsInlineLimit: 0, // an inlined font is no font of 'self'
  },
});
