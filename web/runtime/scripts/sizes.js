// The bytes that a page downloads for its first answer, compressed, and their limits.
import { existsSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MB = 1e6;
/** In bytes. The runtime's own code, the engine, and all of a page's first answer. */
const LIMITS = { code: 60_000, engine: 3 * MB, "first answer": 8 * MB };
// A description needs two graphs, and misses the 8 MB that hold for one.
const DESCRIBE_LIMIT = 11 * MB;

/** Returns a file's bytes over the wire. */
function sizeIn(dist, name) {
  const packed = new URL(`${name}.gz`, dist);
  if (existsSync(packed)) return statSync(packed).size;
  return gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
}

function engineSize(dist) {
  const size = (name) => sizeIn(dist, `engine/litert_wasm_internal${name}`);
  return size(".js") + size(".wasm");
}

/** Returns the bytes of a function's files, without those that were counted before. */
function files(dist, name, seen) {
  const folder = `functions/${name}`;
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/function.json`, dist), "utf8"));
  let sum = sizeIn(dist, `${folder}/function.json`);
  for (const [file, { sha256 }] of Object.entries(manifest.files)) {
    if (file === "README.md" || seen.has(sha256)) continue;
    seen.add(sha256);
    sum += sizeIn(dist, file.endsWith(".tflite") ? `graphs/${sha256}.tflite` : `${folder}/${file}`);
  }
  for (const part of Object.values(manifest.parts)) sum += files(dist, part, seen);
  return sum;
}

/** Returns the bytes that a page downloads for each of these functions; for the first the engine, too. */
export function downloads(dist, names) {
  const seen = new Set();
  return names.map((name, at) => files(dist, name, seen) + (at === 0 ? engineSize(dist) : 0));
}

/** Prints the sizes; throws where one is over its limit. */
export function report(dist) {
  const code = sizeIn(dist, "index.js") + sizeIn(dist, "worker.js");
  const engine = engineSize(dist);
  const rows = [
    ["code (index.js, worker.js)", code, LIMITS.code],
    ["engine", engine, LIMITS.engine],
  ];
  for (const name of ["dog-breeds", "classify-image", "detect-objects", "describe-image"]) {
    const limit = name === "describe-image" ? DESCRIBE_LIMIT : LIMITS["first answer"];
    rows.push([`first answer of ${name}`, code + downloads(dist, [name])[0], limit]);
  }
  for (const [what, bytes, limit] of rows) {
    console.log(`${what.padEnd(34)} ${(bytes / MB).toFixed(3).padStart(7)} MB of ${limit / MB}`);
  }
  const over = rows.filter(([, bytes, limit]) => bytes > limit);
  if (over.length > 0) throw new Error(`over the limit: ${over.map(([what]) => what).join(", ")}`);
}
