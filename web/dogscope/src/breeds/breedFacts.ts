/** Facts about each breed with their sources, and its look-alikes; loaded with a breed's screen. */
import facts from "./breedFacts.json";
import lookAlikes from "./lookAlikes.json";

export interface Source {
  readonly title: string;
  readonly url: string;
}

export interface Fact<T> {
  readonly value: T;
  readonly source: Source;
}

/** The facts about a breed; null where no source has one. */
export interface BreedFacts {
  readonly group: Fact<string> | null;
  /** ISO 3166-1 codes of countries. */
  readonly origin: Fact<readonly string[]> | null;
  /** The range in centimetres at the shoulder. */
  readonly height: Fact<readonly [number, number]> | null;
  /** The range in kilograms. */
  readonly weight: Fact<readonly [number, number]> | null;
  readonly coat: Fact<string> | null;
  readonly ears: Fact<string> | null;
  readonly colours: Fact<readonly string[]> | null;
  /** The rank by the AKC's registrations. */
  readonly rank: Fact<number> | null;
}

/** A value, and the number of its source. */
type FactEntry = readonly [unknown, number];

export function factsOf(id: string): BreedFacts {
  const entries = (facts.breeds as unknown as Record<string, Record<string, FactEntry>>)[id] ?? {};
  const fact = <T>(name: string): Fact<T> | null => {
    const entry = entries[name];
    if (!entry) return null;
    const [title, url] = facts.sources[entry[1]]!;
    return { value: entry[0] as T, source: { title: title!, url: url! } };
  };
  return {
    group: fact("group"),
    origin: fact("origin"),
    height: fact("height"),
    weight: fact("weight"),
    coat: fact("coat"),
    ears: fact("ears"),
    colours: fact("colours"),
    rank: fact("rank"),
  };
}

/** Returns the breeds that the classifier confuses most with this one, the likeliest first. */
export function lookAlikesOf(id: string): readonly string[] {
  return (lookAlikes as Record<string, string[]>)[id] ?? [];
}

/** A fact that tells two breeds apart, with the value of each. */
export type Difference =
  | {
      readonly kind: "height" | "weight";
      readonly own: readonly [number, number];
      readonly other: readonly [number, number];
    }
  | { readonly kind: "coat" | "ears"; readonly own: string; readonly other: string }
  | {
      readonly kind: "colours";
      readonly own: readonly string[];
      readonly other: readonly string[];
    };

/** Compares two breeds by the facts that are known of both and do not overlap, the surest first. */
export function differences(id: string, otherId: string): Difference[] {
  const [own, other] = [factsOf(id), factsOf(otherId)];
  const found: Difference[] = [];
  for (const kind of ["height", "weight"] as const) {
    const [a, b] = [own[kind]?.value, other[kind]?.value];
    if (a && b && (a[1] <= b[0] || b[1] <= a[0])) found.push({ kind, own: a, other: b });
  }
  for (const kind of ["ears", "coat"] as const) {
    const [a, b] = [own[kind]?.value, other[kind]?.value];
    if (a && b && a !== b) found.push({ kind, own: a, other: b });
  }
  const [a, b] = [own.colours?.value, other.colours?.value];
  if (a && b) {
    const ownOnly = a.filter((each) => !b.includes(each));
    const otherOnly = b.filter((each) => !a.includes(each));
    if (ownOnly.length > 0 && otherOnly.length > 0) {
      found.push({ kind: "colours", own: ownOnly, other: otherOnly });
    }
  }
  // Heights that overlap still show a tendency, which is better than nothing.
  const [height, otherHeight] = [own.height?.value, other.height?.value];
  if (found.length === 0 && height && otherHeight) {
    const apart = Math.abs(height[0] + height[1] - otherHeight[0] - otherHeight[1]) / 2;
    if (apart >= 4) found.push({ kind: "height", own: height, other: otherHeight });
  }
  return found;
}
