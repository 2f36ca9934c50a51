// The bytes that a page downloads for its first answer, compressed, and their limits.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MB = 1e6;
/**
 * In bytes. The runtime's own code, the engine, and all of a page's first answer. The code grew by 1 kB where
 * the metadata of image files is read here: browsers read them each in its own way. It grew by 1.5 kB where a
 * stranger's graph is measured before the engine has it, which nothing could interrupt; and by 1 kB where
 * texts are packed, and the script of texts is loaded, which is a page's that has a function of them;
 * and by 0.2 kB where a feature that is not known is refused, whatever the kind; and by 1.7 kB where columns of
 * metadata that come with an image are read, and change its scores; and by 0.6 kB where answers have several
 * labels: functions of images are in the worker's own code; and by 0.2 kB with the kinds of functions of
 * sounds; and by 0.7 kB where sounds are packed: a page decodes what a worker can't;
 * and by 0.4 kB where long sounds are answered window by window; and by 0.1 kB where a folder says which
 * parts it has. The script of texts grew by 9 kB
 * where functions of texts find entities: words, phrases, expressions, patterns, taggers, and the table of what
 * every browser calls a letter; by 1 kB where what they find helps to predict the label; and by 1.4 kB with the
 * tokenizer of the encoder of many languages. Beside the 16.4 MB of the encoder another script would not pay.
 * What listens is a module of its own, and its engine an app's own package.
 */
const LIMITS = {
  code: 69_800,
  texts: 26_000,
  sounds: 13_000,
  recognizers: 46_000,
  "recognizers with dates": 78_000,
  listening: 17_500,
  engine: 1 * MB,
  "first answer": 6 * MB,
};
// These need two graphs, and miss the 6 MB that hold for one.
const WITH_PARTS = new Set(["detect-objects", "describe-image"]);
const PARTS_LIMIT = 10 * MB;

/** Returns a file's bytes over the wire. */
function sizeIn(dist, name) {
  const packed = new URL(`${name}.gz`, dist);
  if (existsSync(packed)) return statSync(packed).size;
  return gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
}

function engineSize(dist) {
  return (
    sizeIn(dist, "engine/litert_wasm_internal.js") + sizeIn(dist, "engine/litert_wasm_lean.wasm")
  );
}

/** Returns the bytes of a function's files, without those that were counted before. */
function files(dist, name, seen, withParts) {
  const folder = `functions/${name}`;
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/function.json`, dist), "utf8"));
  let sum = sizeIn(dist, `${folder}/function.json`);
  for (const [file, { sha256 }] of Object.entries(manifest.files)) {
    if (file === "README.md" || seen.has(sha256)) continue;
    seen.add(sha256);
    sum += sizeIn(dist, file.endsWith(".tflite") ? `graphs/${sha256}.tflite` : `${folder}/${file}`);
  }
  if (!withParts) return sum;
  for (const part of Object.values(manifest.parts)) sum += files(dist, part, seen, false);
  return sum;
}

/**
 * Returns the bytes that a page downloads for each of these functions; for the first the engine, too.
 * @param withParts - whether the functions come with those that they name.
 */
export function downloads(dist, names, withParts = true) {
  const seen = new Set();
  const engine = engineSize(dist);
  return names.map((name, at) => files(dist, name, seen, withParts) + (at === 0 ? engine : 0));
}

/**
 * Returns the bytes of what finds entities in texts of one language, which is given.
 * @param withDates - whether dates are among them.
 */
function recognizersSize(dist, language, withDates) {
  const names = readdirSync(new URL("recognize/", dist));
  const begins = [
    `${language}-`,
    "chunk-",
    ...(withDates ? [`${language}Dates-`, "dateFinder-"] : []),
  ];
  const needed = names.filter((name) => begins.some((each) => name.startsWith(each)));
  const sizes = needed.map((name) => sizeIn(dist, `recognize/${name}`));
  return sizes.reduce((sum, size) => sum + size, sizeIn(dist, "recognize.js"));
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
    const limit = WITH_PARTS.has(name) ? PARTS_LIMIT : LIMITS["first answer"];
    rows.push([`first answer of ${name}`, code + downloads(dist, [name])[0], limit]);
  }
  const alone = code + downloads(dist, ["detect-objects"], false)[0];
  rows.push(["first answer of the detector alone", alone, LIMITS["first answer"]]);
  const [entities, dates] = [false, true].map((withDates) =>
    recognizersSize(dist, "en", withDates),
  );
  rows.push(["entities of English texts, no dates", entities, LIMITS.recognizers]);
  rows.push(["entities and dates of English texts", dates, LIMITS["recognizers with dates"]]);
  rows.push(["script of texts (text.js)", sizeIn(dist, "text.js"), LIMITS.texts]);
  const listening = sizeIn(dist, "listen.js") + sizeIn(dist, "listenWorker.js");
  rows.push(["listening (listen.js, listenWorker.js)", listening, LIMITS.listening]);
  rows.push(["script of sounds (sound.js)", sizeIn(dist, "sound.js"), LIMITS.sounds]);
  for (const [what, bytes, limit] of rows) {
    console.log(`${what.padEnd(38)} ${(bytes / MB).toFixed(3).padStart(7)} MB of ${limit / MB}`);
  }
  const over = rows.filter(([, bytes, limit]) => bytes > limit);
  if (over.length > 0) throw new Error(`over the limit: ${over.map(([what]) => what).join(", ")}`);
}
