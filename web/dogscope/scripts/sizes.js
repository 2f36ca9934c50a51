// What the first visit downloads, compressed, and how much that may be.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { downloads } from "../../runtime/scripts/sizes.js";

const MB = 1e6;
/** In bytes: what is there before anything is asked, and all that is needed to work offline. */
const LIMITS = { shell: 200_000, all: 12 * MB };
const PACKED = /\.(woff2|png|jpg)$/; // nothing is gained by compressing them again

/** What a file takes over the wire. */
export function packedSize(url) {
  const content = readFileSync(url);
  return PACKED.test(url.pathname) ? content.length : gzipSync(content, { level: 9 }).length;
}

/**
 * Prints the sizes; throws where one is over its limit.
 * @param offline - what the service worker fetches, the shell once more with it, in bytes.
 */
export function report(dist, runtime, offline) {
  const size = (name) => packedSize(new URL(name, dist));
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const assets = readdirSync(new URL("assets/", dist)).map((name) => `assets/${name}`);
  const entry = assets.filter((name) => html.includes(name));
  const language = assets.filter((name) => /assets\/fr-/.test(name));
  const fonts = assets.filter((name) => name.endsWith(".woff2"));
  const shell = [
    "index.html",
    "manifest.webmanifest",
    "icon.svg",
    "sw.js",
    ...new Set([...entry, ...language, ...fonts]),
  ];
  const shellBytes = sum(shell.map(size));
  const worker = packedSize(new URL("worker.js", runtime));
  const functions = sum(downloads(runtime, ["dog-breeds", "detect-objects"]));
  const all = shellBytes + worker + functions + offline;
  const rows = [
    ["shell", shellBytes, LIMITS.shell],
    ["first visit, with everything", all, LIMITS.all],
  ];
  for (const [what, bytes, limit] of rows) {
    console.log(`${what.padEnd(34)} ${(bytes / MB).toFixed(3).padStart(7)} MB of ${limit / MB}`);
  }
  const over = rows.filter(([, bytes, limit]) => bytes > limit);
  if (over.length > 0) throw new Error(`over the limit: ${over.map(([what]) => what).join(", ")}`);
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}
