// Makes the engine lean: of its 9,200 functions Vizsla's graphs need 1,700, and the others' bodies are
// replaced by one instruction that stops the engine. Numbers and names stay, so that the engine's
// script fits. An engine that was stopped gives way to the whole build: see src/engine/graphs.ts.
import {
  CODE,
  EXPORTS,
  GLOBALS,
  IMPORTS,
  countImports,
  firstInstruction,
  numberBytes,
  readBodies,
  readReferences,
  readSections,
  readTable,
  writeBodies,
  writeSections,
} from "./wasmModule.js";

const STOP = Uint8Array.from([0, 0x00, 0x0b]); // no variables; unreachable; end
const NOTE =
  "Made by Vizsla from LiteRT.js: functions that its graphs do not need stop the engine.";
const RAN = "ran"; // the beginning of the names of the globals that the trial exports

/** Returns a module in which only the functions of these numbers have their bodies. */
export function leanModule(content, kept) {
  const sections = readSections(content).map(({ id, bytes }) => {
    if (id !== CODE) return { id, bytes };
    const bodies = readBodies(bytes).map((body, number) => (kept.has(number) ? body : STOP));
    return { id, bytes: writeBodies(bodies) };
  });
  return writeSections(content, [...sections, { id: 0, bytes: named("vizsla", NOTE) }]);
}

/** Returns a module that notes which of its functions run: `functionsThatRan` reads it. */
export function tracedModule(content) {
  const sections = readSections(content);
  const find = (wanted) => sections.find(({ id }) => id === wanted).bytes;
  const count = readBodies(find(CODE)).length;
  const first = countImports(find(IMPORTS)).globals + readCount(find(GLOBALS)).count;
  const numbers = Array.from({ length: count }, (_, number) => number);
  const added = {
    [GLOBALS]: numbers.map(() => [0x7f, 1, 0x41, 0, 0x0b]), // a changeable i32, 0
    [EXPORTS]: numbers.map((number) => [
      ...text(`${RAN}${number}`),
      3,
      ...numberBytes(first + number),
    ]),
  };
  return writeSections(
    content,
    sections.map(({ id, bytes }) => {
      if (added[id]) return { id, bytes: withMore(bytes, added[id]) };
      if (id !== CODE) return { id, bytes };
      const bodies = readBodies(bytes).map((body, number) => {
        const begin = firstInstruction(body);
        const note = Uint8Array.from([0x41, 1, 0x24, ...numberBytes(first + number)]);
        return Buffer.concat([body.subarray(0, begin), note, body.subarray(begin)]);
      });
      return { id, bytes: writeBodies(bodies) };
    }),
  );
}

/** Returns the numbers of the functions that ran. */
export function functionsThatRan(exports) {
  const names = Object.keys(exports).filter((name) => /^ran\d+$/.test(name));
  return new Set(
    names.filter((name) => exports[name].value === 1).map((name) => Number(name.slice(RAN.length))),
  );
}

/**
 * Adds the functions that those name: what they call, and what they keep a pointer to. So kernels
 * for other processors are there, too, because the function that chooses among them names all.
 */
export function withNamed(content, ran) {
  const sections = readSections(content);
  const find = (wanted) => sections.find(({ id }) => id === wanted).bytes;
  const imported = countImports(find(IMPORTS)).functions;
  const bodies = readBodies(find(CODE));
  const table = readTable(sections);
  const kept = new Set(ran);
  const keep = (index) => index >= imported && kept.add(index - imported);
  for (const number of ran) {
    const { calls, constants } = readReferences(bodies[number]);
    calls.forEach(keep);
    for (const constant of constants) if (table.has(constant)) keep(table.get(constant));
  }
  return kept;
}

/** Writes a set of numbers below a count as text: a bit for each, in base64. */
export function packNumbers(numbers, count) {
  const bits = Buffer.alloc(Math.ceil(count / 8));
  for (const number of numbers) bits[number >> 3] |= 1 << (number & 7);
  return bits.toString("base64");
}

/** Reads what `packNumbers` wrote. */
export function unpackNumbers(packed) {
  const bits = Buffer.from(packed, "base64");
  const numbers = new Set();
  for (let number = 0; number < 8 * bits.length; number++) {
    if (bits[number >> 3] & (1 << (number & 7))) numbers.add(number);
  }
  return numbers;
}

/** Counts a module's own functions. */
export function countFunctions(content) {
  return readBodies(readSections(content).find(({ id }) => id === CODE).bytes).length;
}

function readCount(bytes) {
  let count = 0;
  let at = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++];
    count += (byte & 127) * factor;
    if (byte < 128) return { count, at };
  }
}

function withMore(bytes, entries) {
  const { count, at } = readCount(bytes);
  const head = Uint8Array.from(numberBytes(count + entries.length));
  return Buffer.concat([head, bytes.subarray(at), Uint8Array.from(entries.flat())]);
}

function text(value) {
  const bytes = [...Buffer.from(value)];
  return [...numberBytes(bytes.length), ...bytes];
}

function named(name, value) {
  return Uint8Array.from([...text(name), ...Buffer.from(value)]);
}
