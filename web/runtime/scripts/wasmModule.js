// Reads the parts of a WebAssembly module that the lean builds need: its functions, and what each
// names. The format: https://webassembly.github.io/spec/core/binary/

export const IMPORTS = 2;
export const GLOBALS = 6;
export const EXPORTS = 7;
export const CODE = 10;
const ELEMENTS = 9;
const PREAMBLE = 8; // bytes of the magic number and the version
const FUNCTION_KIND = 0;
const GLOBAL_KIND = 3;

/** Reads a module from a place on. */
class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** Reads an unsigned number (LEB128). */
  number() {
    let result = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      result += (byte & 127) * factor;
      if (byte < 128) return result;
    }
  }

  /** Reads a signed number (LEB128). */
  signed() {
    let result = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      result |= BigInt(byte & 127) << shift;
      if (byte < 128) return byte & 64 ? result - (1n << (shift + 7n)) : result;
    }
  }

  skip(count) {
    this.at += count;
  }

  skipNumbers(count) {
    for (let each = 0; each < count; each++) this.number();
  }

  skipLimits() {
    if (this.byte() & 1) this.number();
    this.number();
  }
}

/** Writes an unsigned number (LEB128). */
export function numberBytes(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

/** A module, as its sections: `{ id, bytes }`, each without the id and the length before it. */
export function readSections(content) {
  const sections = [];
  const read = new Reader(content, PREAMBLE);
  while (read.at < content.length) {
    const id = read.byte();
    const end = read.number() + read.at;
    sections.push({ id, bytes: content.subarray(read.at, end) });
    read.at = end;
  }
  return sections;
}

/** Writes a module of sections. */
export function writeSections(content, sections) {
  const parts = [content.subarray(0, PREAMBLE)];
  for (const { id, bytes } of sections) {
    parts.push(Uint8Array.from([id, ...numberBytes(bytes.length)]), bytes);
  }
  return Buffer.concat(parts);
}

/** Returns the bodies of a module's own functions. */
export function readBodies(code) {
  const read = new Reader(code, 0);
  return Array.from({ length: read.number() }, () => {
    const length = read.number();
    read.skip(length);
    return code.subarray(read.at - length, read.at);
  });
}

/** Writes the code section of these bodies. */
export function writeBodies(bodies) {
  const parts = [Uint8Array.from(numberBytes(bodies.length))];
  for (const body of bodies) parts.push(Uint8Array.from(numberBytes(body.length)), body);
  return Buffer.concat(parts);
}

/** Returns where a body's instructions begin, behind its local variables. */
export function firstInstruction(body) {
  const read = new Reader(body, 0);
  for (let groups = read.number(); groups > 0; groups--) {
    read.number();
    read.byte();
  }
  return read.at;
}

/** Counts the functions and the globals that a module imports. */
export function countImports(bytes) {
  const counts = { functions: 0, globals: 0 };
  const read = new Reader(bytes, 0);
  for (let left = read.number(); left > 0; left--) {
    for (let name = 0; name < 2; name++) read.skip(read.number());
    const kind = read.byte();
    if (kind === FUNCTION_KIND) {
      counts.functions++;
      read.number();
    } else if (kind === GLOBAL_KIND) {
      counts.globals++;
      read.skip(2);
    } else {
      if (kind === 1) read.byte(); // a table's type
      read.skipLimits();
    }
  }
  return counts;
}

/** Returns the function in each place of the table, by whose number it is called indirectly. */
export function readTable(sections) {
  const table = new Map();
  const { bytes } = sections.find(({ id }) => id === ELEMENTS);
  const read = new Reader(bytes, 0);
  for (let segments = read.number(); segments > 0; segments--) {
    const kind = read.number();
    if (kind !== 0 || read.byte() !== 0x41)
      throw new Error(`a segment of an unknown kind (${kind})`);
    let place = Number(read.signed());
    read.byte(); // the offset's end
    for (let left = read.number(); left > 0; left--) table.set(place++, read.number());
  }
  return table;
}

/** Returns what a body names: the functions that it calls, and its whole numbers of 32 bits. */
export function readReferences(body) {
  const found = { calls: new Set(), constants: new Set() };
  const read = new Reader(body, firstInstruction(body));
  while (read.at < body.length) readInstruction(read, read.byte(), found);
  if (read.at !== body.length) throw new Error("a body that does not end with an instruction");
  return found;
}

function readInstruction(read, code, found) {
  if (code === 0x10) found.calls.add(read.number());
  else if (code === 0x41) found.constants.add(Number(read.signed()));
  else if (code === 0x42 || (code >= 0x02 && code <= 0x04)) read.signed();
  else if (code === 0x0e) read.skipNumbers(read.number() + 1);
  else if (code === 0x43) read.skip(4);
  else if (code === 0x44) read.skip(8);
  else if (code === 0x3f || code === 0x40 || code === 0xd0) read.skip(1);
  else if (code === 0x11 || (code >= 0x28 && code <= 0x3e)) read.skipNumbers(2);
  else if (code === 0x0c || code === 0x0d || (code >= 0x20 && code <= 0x26)) read.number();
  else if (code === 0x1c) read.skip(read.number());
  else if (code === 0xd2) found.calls.add(read.number());
  else if (code === 0xfc) readBulk(read, read.number());
  else if (code === 0xfd) readVector(read, read.number());
  else if (![0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(code) && !isPlain(code)) {
    throw new Error(`an unknown instruction, 0x${code.toString(16)}`);
  }
}

/** Comparisons, arithmetic and conversions, which have no operand in the code. */
function isPlain(code) {
  return code >= 0x45 && code <= 0xc4;
}

/** Saturating conversions, and operations on memory and tables. */
function readBulk(read, code) {
  if ([8, 10, 12, 14].includes(code)) read.skipNumbers(2);
  else if (code > 8) read.number();
}

function readVector(read, code) {
  if (code <= 11 || code === 92 || code === 93) read.skipNumbers(2);
  else if (code === 12 || code === 13) read.skip(16);
  else if (code >= 21 && code <= 34) read.skip(1);
  else if (code >= 84 && code <= 91) {
    read.skipNumbers(2);
    read.skip(1);
  }
}
