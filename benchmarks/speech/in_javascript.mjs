// Times listening and speaking in Node: node in_javascript.mjs RUNTIME SITE ROUNDS
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hear, say } from "./in_javascript.js";

const [runtime, site, rounds] = process.argv.slice(2);
const { loadListening } = await import(pathToFileURL(join(runtime, "dist/listenNode.js")).href);
const ort = createRequire(join(runtime, "package.json"))("onnxruntime-web");
ort.env.wasm.numThreads = 1;
const sounds = readdirSync(join(site, "sounds"))
  .sort()
  .map((name) => new Float32Array(new Uint8Array(readFileSync(join(site, "sounds", name))).buffer));
const load = () => loadListening({ models: join(site, "models") });
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const listening = await hear(load, sounds, Number(rounds), processor);
const memory = process.memoryUsage().rss;
const inputs = JSON.parse(readFileSync(join(site, "kokoro.json"), "utf8"));
const graph = readFileSync(join(site, "kokoro.onnx"));
const speaking = await say(ort, graph, inputs, Number(rounds), processor);
console.log(JSON.stringify({ listening, memory, speaking }));
