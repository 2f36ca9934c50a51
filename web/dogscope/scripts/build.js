// Makes dist/: the app, and its service worker with the list of all that is to be there offline; then
// says how large all is, and fails where that is over its limit.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { build } from "vite";
import { packedSize, report } from "./sizes.js";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const runtime = new URL("../runtime/dist/", root);

// What of the runtime is fetched by name; the rest it keeps itself, by hash.
const RUNTIME = [
  "worker.js",
  "engine/litert_wasm_internal.js",
  "engine/litert_wasm_compat_internal.js",
  "functions/dog-breeds/function.json",
  "functions/detect-objects/function.json",
];

await build({ root: root.pathname, logLevel: "warn" });
writeFileSync(new URL("licences.txt", dist), licences());
const files = listed(dist).filter((name) => name !== "index.html" && name !== ".built");
const kept = [
  ["./", packedSize(new URL("index.html", dist))],
  ...files.map((name) => [name, packedSize(new URL(name, dist))]),
  ...RUNTIME.map((name) => [`runtime/${name}`, packedSize(new URL(name, runtime))]),
];
const offline = kept.reduce((sum, [, bytes]) => sum + bytes, 0);
tellPage(offline);
const version = createHash("sha256");
for (const name of ["index.html", ...files])
  version.update(name).update(readFileSync(new URL(name, dist)));
for (const name of RUNTIME) version.update(readFileSync(new URL(name, runtime)));
await build({
  root: root.pathname,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: {
    __FILES__: JSON.stringify(kept),
    __BUILD__: JSON.stringify(version.digest("hex").slice(0, 16)),
  },
  build: {
    emptyOutDir: false,
    target: ["chrome109", "firefox115", "safari16.4"],
    lib: {
      entry: "src/offline/serviceWorker.ts",
      formats: ["iife"],
      name: "sw",
      fileName: () => "sw.js",
    },
  },
});
report(dist, runtime, offline);

/** Writes into the page what its service worker downloads, which nobody knows before it is built. */
function tellPage(bytes) {
  const page = new URL("index.html", dist);
  const html = readFileSync(page, "utf8");
  const meta = `<meta name="offline-bytes" content="${bytes}" />`;
  writeFileSync(page, html.replace("</head>", `  ${meta}\n  </head>`));
}

/** The licences of all that others have made and that is in the app. */
function licences() {
  const packages = [
    ...["react", "react-dom", "scheduler", "idb", "fflate", "d3-geo", "d3-array", "internmap"],
    ...["topojson-client", "world-atlas"],
    ...["@fontsource-variable/fredoka", "@fontsource-variable/figtree"],
  ];
  const own = readFileSync(new URL("../../NOTICE", root), "utf8");
  const others = packages.map((name) => {
    const folder = new URL(`node_modules/${name}/`, root);
    const { version } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
    return `${name} ${version}\n\n${readFileSync(new URL("LICENSE", folder), "utf8").trim()}`;
  });
  return `${[own.trim(), ...others].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** All files of a folder, by their paths in it. */
function listed(folder, within = "") {
  return readdirSync(new URL(within, folder)).flatMap((name) => {
    const path = `${within}${name}`;
    return statSync(new URL(path, folder)).isDirectory() ? listed(folder, `${path}/`) : [path];
  });
}
