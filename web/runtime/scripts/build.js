// Makes dist/: the modules for browsers and for Node, the worker, the engine's files, the shipped
// functions, types; then prints the sizes, and fails where one is over its limit.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { leanModule, unpackNumbers } from "./leanModule.js";
import { fromWorker } from "./fromWorker.js";
import { report } from "./sizes.js";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const wasm = new URL("node_modules/@litertjs/core/wasm/", root);
const weights = new URL("../../src/vizsla/weights/", root);
const pinned = JSON.parse(readFileSync(new URL("engine.json", root), "utf8"));
const lean = JSON.parse(readFileSync(new URL("leanFunctions.json", root), "utf8"));
const BROWSERS = ["chrome109", "firefox115", "safari16.4"];

rmSync(dist, { recursive: true, force: true });
mkdirSync(new URL("engine/", dist), { recursive: true });
const engineGzip = copyEngine();
await Promise.all([
  bundle("src/browser/index.ts", "index.js", { format: "esm", platform: "browser" }),
  bundle("src/worker/worker.ts", "worker.js", { format: "iife", platform: "browser" }),
  bundlePart("src/worker/texts.ts", "text.js"),
  bundlePart("src/worker/sounds.ts", "sound.js"),
  bundle("src/zip/index.ts", "zip.js", { format: "esm", platform: "browser" }),
  bundle("src/listen/index.ts", "listen.js", { format: "esm", platform: "browser" }),
  bundle("src/listen/listenWorker.ts", "listenWorker.js", { format: "esm", platform: "browser" }),
  bundleRecognizers(),
  ...[
    ["src/node/index.ts", "node.js"],
    ["src/listen/nodeIndex.ts", "listenNode.js"],
    ["src/listen/nodeListenWorker.ts", "listenNodeWorker.js"],
    ["src/pageFiles/nodeCopy.ts", "copy.js"],
    ["src/vite/index.ts", "vite.js"],
  ].map(([entry, name]) => bundle(entry, name, { format: "esm", platform: "node", minify: false })),
]);
copyFunctions();
for (const name of ["LICENSE", "NOTICE"])
  cpSync(new URL(`../../${name}`, root), new URL(name, root));
const command = new URL("copy.js", dist);
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, "utf8")}`);
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
  cwd: root,
  stdio: "inherit",
});
report(dist);

async function bundle(entry, name, options) {
  await build({
    absWorkingDir: root.pathname,
    entryPoints: [entry],
    outfile: new URL(name, dist).pathname,
    bundle: true,
    minify: true,
    target: options.platform === "node" ? "node20" : BROWSERS,
    external: ["sharp"],
    legalComments: "none",
    define: { ENGINE_GZIP: JSON.stringify(engineGzip) },
    ...options,
  });
}

/** Bundles a script that the worker loads. */
async function bundlePart(entry, name) {
  await bundle(entry, name, { format: "iife", platform: "browser", plugins: [fromWorker] });
}

/** Bundles what reads texts; the tables of each language are a file of their own, loaded when it is read. */
async function bundleRecognizers() {
  await build({
    absWorkingDir: root.pathname,
    entryPoints: { recognize: "src/recognize/index.ts" },
    outdir: dist.pathname,
    bundle: true,
    splitting: true,
    chunkNames: "recognize/[name]-[hash]",
    format: "esm",
    minify: true,
    charset: "utf8",
    target: BROWSERS,
    legalComments: "none",
  });
}

/** Copies the engine, makes its lean builds, and holds all to their pinned hashes. */
function copyEngine() {
  const sizes = {};
  for (const [variant, files] of Object.entries(pinned)) {
    for (const [what, { name, sha256 }] of Object.entries(files)) {
      const content =
        what === "wasm" && lean[variant]
          ? leanModule(wholeModule(lean[variant].of), unpackNumbers(lean[variant].functions))
          : readFileSync(new URL(name, wasm));
      const found = createHash("sha256").update(content).digest("hex");
      if (found !== sha256) {
        throw new Error(`${name} has sha256 ${found}, and engine.json says ${sha256}`);
      }
      if (name.endsWith(".js")) writeFileSync(new URL(`engine/${name}`, dist), content);
      else sizes[name] = writePacked(new URL(`engine/${name}`, dist), content);
    }
  }
  return sizes;
}

function wholeModule(variant) {
  return readFileSync(new URL(pinned[variant].wasm.name, wasm));
}

/** Copies the functions that Vizsla ships, each file compressed: not every host does that. */
function copyFunctions() {
  const graphs = new URL("graphs/", dist);
  mkdirSync(graphs);
  const packed = {};
  for (const name of readdirSync(new URL("graphs/", weights))) {
    const content = readFileSync(new URL(`graphs/${name}`, weights));
    packed[name.replace(".tflite", "")] = writePacked(new URL(name, graphs), content);
  }
  for (const entry of readdirSync(weights, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === "graphs") continue;
    const from = new URL(`${entry.name}/`, weights);
    const to = new URL(`functions/${entry.name}/`, dist);
    mkdirSync(to, { recursive: true });
    const manifest = JSON.parse(readFileSync(new URL("function.json", from), "utf8"));
    for (const [name, file] of Object.entries(manifest.files)) {
      if (packed[file.sha256]) file.gzip = packed[file.sha256];
      else if (name === "README.md") cpSync(new URL(name, from), new URL(name, to));
      else file.gzip = writePacked(new URL(name, to), readFileSync(new URL(name, from)));
    }
    writeFileSync(new URL("function.json", to), sealed(manifest));
  }
}

/** Returns a manifest's JSON with its digest: the sha256 of the same text with zeros in its place. */
function sealed(manifest) {
  const zeros = "0".repeat(64);
  const text = `${JSON.stringify({ ...manifest, digest: zeros })}\n`;
  return text.replace(zeros, createHash("sha256").update(text).digest("hex"));
}

function writePacked(url, content) {
  const packed = gzipSync(content, { level: 9 });
  writeFileSync(`${url.pathname}.gz`, packed);
  return packed.length;
}
