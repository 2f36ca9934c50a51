/** The modalities that this program knows, by name; each half by itself. */
import { OptionError } from "../errors.js";
import type { Modality, SourcePacker, ValueReader } from "./base.js";

const packers = new Map<string, SourcePacker>();
const readers = new Map<string, ValueReader>();

/** Adds the caller's half of a modality. */
export function registerPacker(packer: SourcePacker): void {
  add(packers, packer);
}

/** Adds the functions' half of a modality. */
export function registerReader(reader: ValueReader): void {
  add(readers, reader);
}

/**
 * Adds a modality of your own.
 * @throws OptionError - there is one of that name.
 */
export function registerModality(modality: Modality): void {
  registerPacker(modality);
  registerReader(modality);
}

/** Returns the caller's half of a modality; null where there is none of that name. */
export function findPacker(name: string): SourcePacker | null {
  return packers.get(name) ?? null;
}

/** Returns the functions' half of a modality; null where there is none of that name. */
export function findReader(name: string): ValueReader | null {
  return readers.get(name) ?? null;
}

/** Returns the names of the modalities that functions can take. */
export function modalityNames(): string[] {
  return [...readers.keys()].sort();
}

function add<Half extends { readonly name: string }>(table: Map<string, Half>, half: Half): void {
  if (table.has(half.name)) {
    throw new OptionError(`there is a modality ${JSON.stringify(half.name)} already`);
  }
  table.set(half.name, half);
}
