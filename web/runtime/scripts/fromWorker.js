// Lets a script that the worker loads take the worker's own modules, instead of bringing them again: one
// class of each error, one table of kinds. src/worker/sharedModules.ts lists the modules.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const list = readFileSync(new URL("../src/worker/sharedModules.ts", import.meta.url), "utf8");
const shared = new Set(Array.from(list.matchAll(/from "\.\.\/(.+)\.js"/g), ([, path]) => path));

/** A plugin of esbuild. */
export const fromWorker = {
  name: "from-worker",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
      const name = relative(src, resolve(resolveDir, path)).replace(/\\/g, "/").slice(0, -3);
      return shared.has(name) ? { path: name, namespace: "worker", sideEffects: false } : null;
    });
    build.onLoad({ filter: /.*/, namespace: "worker" }, ({ path }) => ({
      contents: `module.exports = vizsla.modules[${JSON.stringify(path)}];`,
    }));
  },
};
