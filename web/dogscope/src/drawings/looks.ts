/** How each breed looks: its sourced traits; where no source has one, its own look or its family's. */
import { breedOf } from "../breeds/breedCatalogue";
import traits from "../breeds/breedTraits.json";
import { FAMILIES } from "./families";
import { PLAIN, type Look } from "./look";
import { OWN_LOOKS, SMALL_TWINS } from "./ownLooks";

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
  const own = Object.hasOwn(OWN_LOOKS, id) ? OWN_LOOKS[id] : {};
  const look = { ...usual, ...own, ...Object.fromEntries(known) } as Look;
  return SMALL_TWINS.has(id) ? { ...look, features: [...look.features, "small"] } : look;
}

/** Returns the traits of a breed that no source has. */
export function unknownTraits(id: string): TraitName[] {
  return TRAITS.filter((name) => name !== "features" && !table[id]?.[name]);
}
