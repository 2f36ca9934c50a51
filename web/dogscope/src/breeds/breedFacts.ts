/** What is known of each breed, with where it is known from; loaded when a breed is opened. */
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

/** What has no source is not there. */
export interface Facts {
  readonly group: Fact<string> | null;
  /** ISO 3166-1 codes of countries. */
  readonly origin: Fact<readonly string[]> | null;
  /** Centimetres at the shoulder, from and to. */
  readonly height: Fact<readonly [number, number]> | null;
  /** Kilograms, from and to. */
  readonly weight: Fact<readonly [number, number]> | null;
  readonly coat: Fact<string> | null;
  readonly ears: Fact<string> | null;
  readonly colours: Fact<readonly string[]> | null;
  /** By the AKC's registrations. */
  readonly rank: Fact<number> | null;
}

type Listed = readonly [unknown, number];

export function factsOf(id: string): Facts {
  const listed = (facts.breeds as unknown as Record<string, Record<string, Listed>>)[id] ?? {};
  const fact = <T>(name: string): Fact<T> | null => {
    const found = listed[name];
    if (!found) return null;
    const [title, url] = facts.sources[found[1]]!;
    return { value: found[0] as T, source: { title: title!, url: url! } };
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

/** The breeds that the classifier confuses most with one, the likeliest first. */
export function lookAlikesOf(id: string): readonly string[] {
  return (lookAlikes as Record<string, string[]>)[id] ?? [];
}

/** One way to tell two breeds apart; the values are the first one's and the other's. */
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

/** What tells two breeds apart, the surest first: only where both are known and do not overlap. */
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
  // Where neither is clearly larger, a tendency is better than nothing.
  const [height, otherHeight] = [own.height?.value, other.height?.value];
  if (found.length === 0 && height && otherHeight) {
    const apart = Math.abs(height[0] + height[1] - otherHeight[0] - otherHeight[1]) / 2;
    if (apart >= 4) found.push({ kind: "height", own: height, other: otherHeight });
  }
  return found;
}
