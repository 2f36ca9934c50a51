/** A worker that runs parts of our runtime alone: its graph, and its resize. */
import files from "../../web/runtime/engine.json";
import { Engine } from "../../web/runtime/src/engine/engine.ts";
import { cropAndResize } from "../../web/runtime/src/modalities/image/fitToSquare.ts";
import { MemoryImage } from "../../web/runtime/src/modalities/image/image.ts";

const CROP = 224 / 256;
let graph;

async function unpacked(url) {
  const { body } = await fetch(url);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function square({ width, height, data }) {
  return cropAndResize(new MemoryImage(width, height, data, 4), 224, CROP);
}

/** The milliseconds that something takes. */
function timed(what) {
  const begin = performance.now();
  what();
  return performance.now() - begin;
}

const ops = {
  load: async ({ variant, graph: url, threads = 1 }) => {
    const { script, wasm } = files[variant];
    const engine = await Engine.open(variant, {
      wasm: async () => WebAssembly.compile(await unpacked(`/vizsla/engine/${wasm.name}.gz`)),
      factory: async () => {
        importScripts(`/vizsla/engine/${script.name}`);
        return self.ModuleFactory;
      },
      scriptUrl: () =>
        variant === "threaded" ? `${location.origin}/vizsla/engine/${script.name}` : null,
    });
    graph = await engine.openGraph(new Uint8Array(await unpacked(url)), threads);
  },
  graph: (pixels) => {
    const input = square(pixels);
    return timed(() => graph.run(input));
  },
  resize: (pixels) => timed(() => square(pixels)),
};

onmessage = async ({ data: { op, what } }) => {
  try {
    postMessage({ reply: await ops[op](what) });
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
