/** How each breed looks: its sourced traits, and its family's usual look where no source has one. */
import { breedOf } from "../breeds/breedCatalogue";
import traits from "../breeds/breedTraits.json";
import type { Look } from "./drawDog";
import { FAMILIES } from "./families";

const PLAIN: Look = {
  build: "athletic",
  muzzle: "medium",
  ears: "drop",
  tail: "sabre",
  coat: "smooth",
  pattern: "solid",
  colours: ["tan"],
  features: [],
};

export type TraitName = keyof Look;

export const TRAITS = Object.keys(PLAIN) as TraitName[];

/** A value, and the number of its source. */
type TraitEntry = readonly [value: unknown, source: number];

const table = traits.breeds as unknown as Readonly<
  Record<string, Readonly<Partial<Record<TraitName, TraitEntry>>>>
>;

export function lookOf(id: string): Look {
  const usual = FAMILIES[breedOf(id)?.family ?? ""] ?? PLAIN;
  const known = Object.entries(table[id] ?? {}).map(([name, [value]]) => [name, value]);
  return { ...usual, ...Object.fromEntries(known) } as Look;
}

/** Returns the traits of a breed that no source has. */
export function unknownTraits(id: string): TraitName[] {
  return TRAITS.filter((name) => name !== "features" && !table[id]?.[name]);
}
