/** The build of the studio; `scripts/buildStudio.js` adds the licences and checks the sizes. */
import { defineConfig } from "vite";

/** The server that the pages of `npm run dev` talk to. */
const server = process.env["VIZSLA_SERVER"] ?? "http://127.0.0.1:8800";

export default defineConfig(({ command }) => ({
  // Built addresses are relative to the page's <base>, which the server writes.
  base: command === "build" ? "./" : "/studio/",
  server: {
    proxy: {
      "^/(v1|openapi.json|studio/session)": {
        target: server,
        changeOrigin: true,
        // The server refuses other websites, as which it would take the pages of this port.
        configure: (proxy) => proxy.on("proxyReq", (request) => request.removeHeader("origin")),
      },
    },
  },
  build: {
    target: ["chrome109", "firefox115", "safari16.4"],
    modulePreload: { polyfill: false },
    manifest: true, // read, and removed again, by scripts/buildStudio.js
    assetsInlineLimit: 0, // the policy forbids inlined fonts and scripts
    rolldownOptions: {
      // Libraries mark their parts for servers that render React; a page needs none of that.
      onwarn: (warning, next) => warning.code === "MODULE_LEVEL_DIRECTIVE" || next(warning),
    },
  },
}));
