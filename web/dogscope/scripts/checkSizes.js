// Measures the first visit's download, compressed, and checks its limits.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { downloads } from "../../runtime/scripts/sizes.js";

const MB = 1e6;
/** In bytes: the shell that shows the welcome, and all files that work offline. */
const LIMITS = { shell: 250_000, all: 12 * MB };
const FUNCTIONS = ["dog-breeds", "detect-objects", "classify-image"];
const PACKED = /\.(woff2|png|jpg)$/; // compressed already

/** Returns a file's bytes over the network. */
export function packedSize(url) {
  const content = readFileSync(url);
  return PACKED.test(url.pathname) ? content.length : gzipSync(content, { level: 9 }).length;
}

/**
 * Prints the sizes; throws where one is over its limit.
 * @param offlineBytes - the service worker's download, which includes the shell once more.
 */
export function report(dist, runtime, offlineBytes) {
  const size = (name) => packedSize(new URL(name, dist));
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const assets = readdirSync(new URL("assets/", dist)).map((name) => `assets/${name}`);
  const entry = assets.filter((name) => html.includes(name));
  // One language is loaded besides English: here the largest.
  const languages = assets.filter(
    (name) => /assets\/[a-z]{2}-[\w-]+\.js$/.test(name) && !entry.includes(name),
  );
  const language = languages.sort((a, b) => size(b) - size(a)).slice(0, 1);
  const fonts = assets.filter((name) => name.endsWith(".woff2"));
  const shell = [
    "index.html",
    "manifest.webmanifest",
    "icon.svg",
    "loop.jpg",
    "sw.js",
    ...new Set([...entry, ...language, ...fonts]),
  ];
  const shellBytes = sum(shell.map(size));
  const worker = packedSize(new URL("worker.js", runtime));
  const functions = sum(downloads(runtime, FUNCTIONS, false));
  const all = shellBytes + worker + functions + offlineBytes;
  const rows = [
    ["shell", shellBytes, LIMITS.shell],
    ["first visit, with everything", all, LIMITS.all],
  ];
  for (const [name, bytes, limit] of rows) {
    console.log(`${name.padEnd(34)} ${(bytes / MB).toFixed(3).padStart(7)} MB of ${limit / MB}`);
  }
  const over = rows.filter(([, bytes, limit]) => bytes > limit);
  if (over.length > 0) throw new Error(`over the limit: ${over.map(([name]) => name).join(", ")}`);
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}
