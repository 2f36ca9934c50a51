// Bundles the workers into a folder, as people bundle what they ship: node build.js FOLDER
import { existsSync } from "node:fs";
import { build } from "esbuild";

const [outdir] = process.argv.slice(2);
const common = { outdir, bundle: true, minify: true, target: "chrome109", legalComments: "none" };
// The libraries have branches for Node, which a browser never takes.
const external = ["fs", "path", "os", "worker_threads", "perf_hooks"];
const entryPoints = ["tfjs.js", "ort.js"];
await build({ ...common, entryPoints, external, format: "esm" });
// The engine's scripts want importScripts, which only a classic worker has.
if (existsSync("../../web/runtime/src")) {
  await build({ ...common, entryPoints: ["inside.js"], format: "iife" });
}
