// Runs a build of the engine in Node on all graphs that Vizsla ships, as the runtime does.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { functionsThatRan, tracedModule } from "./leanModule.js";

const root = new URL("../../../", import.meta.url);
const FOLDERS = ["src/vizsla/weights/graphs/", "packages/vizsla-accurate/src/vizsla_accurate/"];
const AT_ONCE = 3; // graphs of a kind that are open at the same time, so that the memory grows
const ROUNDS = 2; // in the second, freed memory is used again

/** Returns the numbers of the functions that run. */
export async function traceEngine(variant, script, content) {
  let exports;
  await runGraphs(
    variant,
    script,
    tracedModule(content),
    (instance) => (exports = instance.exports),
  );
  return functionsThatRan(exports);
}

/** Returns the hash of what the graphs compute. */
export async function outputsOf(variant, script, content) {
  return runGraphs(variant, script, content, () => undefined);
}

async function runGraphs(variant, script, content, onInstance) {
  const { Engine } = await load("src/engine/engine.ts");
  const module = await WebAssembly.compile(content);
  const engine = await Engine.open(variant, {
    factory: async () => watched(factoryOf(script), onInstance),
    wasm: async () => module,
    scriptUrl: () => null,
  });
  const total = createHash("sha256");
  for (let round = 0; round < ROUNDS; round++) {
    for (const file of graphs()) {
      const open = [];
      for (let each = 0; each < AT_ONCE; each++) open.push(await engine.openGraph(file, 1));
      for (const graph of open) {
        const size = graph.inputShape.reduce((product, side) => product * side, 1);
        const input = Uint8Array.from({ length: size }, (_, at) => (at * 7 + (at >> 8)) & 255);
        for (const output of graph.run(input)) total.update(output);
      }
      for (const graph of open) graph.close();
    }
  }
  return total.digest("hex");
}

function graphs() {
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".tflite"));
    return names.map((name) => new Uint8Array(readFileSync(new URL(folder + name, root))));
  });
}

/** Returns the factory that the engine's script defines; it was built for CommonJS and browsers. */
function factoryOf(script) {
  const module = { exports: {} };
  const make = new Function("module", "exports", "require", "__dirname", "__filename", script);
  make(module, module.exports, createRequire(import.meta.url), "/", "/engine.js");
  return module.exports;
}

/** Returns a factory that also says which instance it makes. */
function watched(factory, onInstance) {
  return (options) =>
    factory({
      ...options,
      instantiateWasm: (imports, done) =>
        options.instantiateWasm(imports, (instance, module) => {
          onInstance(instance);
          done(instance, module);
        }),
    });
}

/** Imports a module of the runtime. */
async function load(path) {
  const { outputFiles } = await build({
    absWorkingDir: new URL("../", import.meta.url).pathname,
    entryPoints: [path],
    bundle: true,
    format: "esm",
    write: false,
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
}
