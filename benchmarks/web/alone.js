/** What is measured of our runtime alone. */
import { Asked } from "./engines.js";
import { readPixels } from "./pictures.js";

const LONG = { type: "longtask", buffered: false };
const SETTLE = 300; // milliseconds until the browser has told of all tasks

/** How long the page did not respond while something was done: its tasks of 50 ms and more. */
async function longTasks(what) {
  const found = [];
  const observer = new PerformanceObserver((list) => {
    found.push(...list.getEntries().map(({ duration }) => duration));
  });
  await settled();
  observer.observe(LONG);
  await what();
  await settled();
  observer.disconnect();
  return found;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE));

/** Long tasks while the function loads and warms up, and while it answers large pictures. */
export async function tasks(urls, answers) {
  const sources = { Blob: [], "<img>": [], ImageData: [] };
  for (const url of urls) {
    sources.Blob.push(await (await fetch(url)).blob());
    sources["<img>"].push(await image(url));
    sources.ImageData.push(await readPixels(url));
  }
  const found = {};
  let call;
  found.load = await longTasks(async () => {
    const { load } = await import("/vizsla/index.js");
    call = await load("classify-image");
  });
  found["warm-up"] = await longTasks(() => call.warmUp());
  const times = {};
  for (const [kind, each] of Object.entries(sources)) {
    times[kind] = [];
    found[kind] = await longTasks(async () => {
      for (let number = 0; number < answers; number++) {
        const begin = performance.now();
        await call(each[number % each.length]);
        times[kind].push(performance.now() - begin);
      }
    });
  }
  return { tasks: found, times };
}

async function image(url) {
  const made = new Image();
  made.src = url;
  await made.decode();
  return made;
}

/** Milliseconds that our resize to the network's square takes, run alone. */
export async function resizes(urls, count) {
  const inside = new Asked("/made/inside.js");
  const found = [];
  for (const url of urls) {
    const pixels = await readPixels(url);
    for (let each = 0; each < count; each++) found.push(await inside.ask("resize", pixels));
  }
  return found;
}

/** The page's memory with its workers', by type, in bytes; null where the page is not isolated. */
export async function memory() {
  if (!crossOriginIsolated) return null;
  const { bytes, breakdown } = await performance.measureUserAgentSpecificMemory();
  const types = {};
  for (const each of breakdown) {
    const type = each.types.join(", ") || "other";
    types[type] = (types[type] ?? 0) + each.bytes;
  }
  return { bytes, types };
}
