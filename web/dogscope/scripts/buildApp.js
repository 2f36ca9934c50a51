// Builds dist/: the app, and its service worker with the list of the files to keep offline. Prints
// the sizes, and fails where one is over its limit.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { build } from "vite";
import { packedSize, report } from "./checkSizes.js";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const runtime = new URL("../runtime/dist/", root);

// The runtime's files that are fetched by name; it caches the others itself, by hash.
const RUNTIME_FILES = [
  "worker.js",
  "engine/litert_wasm_internal.js",
  "engine/litert_wasm_compat_internal.js",
  "functions/dog-breeds/function.json",
  "functions/detect-objects/function.json",
  "functions/classify-image/function.json",
];

await build({ root: root.pathname, logLevel: "warn" });
writeFileSync(new URL("licences.txt", dist), licences());
const files = filesOf(dist).filter((name) => name !== "index.html" && name !== ".built");
const offlineFiles = [
  ["./", packedSize(new URL("index.html", dist))],
  ...files.map((name) => [name, packedSize(new URL(name, dist))]),
  ...RUNTIME_FILES.map((name) => [`runtime/${name}`, packedSize(new URL(name, runtime))]),
];
const offlineBytes = offlineFiles.reduce((sum, [, bytes]) => sum + bytes, 0);
writeOfflineBytes(offlineBytes);
const version = createHash("sha256");
for (const name of ["index.html", ...files])
  version.update(name).update(readFileSync(new URL(name, dist)));
for (const name of RUNTIME_FILES) version.update(readFileSync(new URL(name, runtime)));
await build({
  root: root.pathname,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: {
    __FILES__: JSON.stringify(offlineFiles),
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
report(dist, runtime, offlineBytes);

/** Writes the bytes of the service worker's download into the built page. */
function writeOfflineBytes(bytes) {
  const page = new URL("index.html", dist);
  const html = readFileSync(page, "utf8");
  const meta = `<meta name="offline-bytes" content="${bytes}" />`;
  writeFileSync(page, html.replace("</head>", `  ${meta}\n  </head>`));
}

/** Returns the licences of the app and of the packages in it. */
function licences() {
  const packages = [
    ...["react", "react-dom", "scheduler", "idb", "d3-geo", "d3-array", "internmap"],
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

/** Returns the paths of all files of a folder. */
function filesOf(folder, within = "") {
  return readdirSync(new URL(within, folder)).flatMap((name) => {
    const path = `${within}${name}`;
    return statSync(new URL(path, folder)).isDirectory() ? filesOf(folder, `${path}/`) : [path];
  });
}
