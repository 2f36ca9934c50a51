// Times a function of texts in Node: node --expose-gc text_encoder.mjs RUNTIME BUNDLE TEXTS, a JSON file.
import { readFileSync } from "node:fs";

const [runtime, bundle, file] = process.argv.slice(2);
const { load } = await import(runtime);
const texts = JSON.parse(readFileSync(file, "utf8"));
const held = async () => {
  for (let round = 0; round < 4; round++) {
    globalThis.gc(); // the memory of arrays is freed a little later
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = await held();
const start = performance.now();
const ask = await load(bundle);
await ask.warmUp();
await ask(texts[0]);
const first = performance.now() - start;
const times = [];
for (let round = 0; round < 3; round++) {
  for (const text of texts) {
    const begin = performance.now();
    await ask.embed(text);
    if (round > 0) times.push(performance.now() - begin); // the first round warms up
  }
}
const cpu = process.cpuUsage();
for (const text of texts) await ask.embed(text);
const { user, system } = process.cpuUsage(cpu);
const embedding = Array.from(await ask.embed(texts[0]));
console.log(
  JSON.stringify({
    first,
    times,
    cpu: (user + system) / 1000 / texts.length,
    memory: (await held()) - before,
    embedding,
  }),
);
