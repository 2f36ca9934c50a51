/** The conditions on examples, as the address has them and as the server takes them. */
import type { paths } from "../../api/schema";

type Query = NonNullable<paths["/v1/projects/{project}/example-ids"]["get"]["parameters"]["query"]>;

/** What can be said of an example by one state. */
export const STATES = [
  "unlabelled",
  "labelled",
  "unsure",
  "skipped",
  "contradicting",
  "unused",
  "doubtful",
  "near-duplicate",
  "outlier",
  "unusable",
  "suggested",
  "sure",
] as const;
export type State = (typeof STATES)[number];

export const ORDERS = ["oldest", "newest", "name", "name reversed"] as const;
export type Order = (typeof ORDERS)[number];

/** The parameters of the address that choose examples. */
export const CONDITIONS = [
  "label",
  "state",
  "part",
  "who",
  "words",
  "find",
  "near",
  "finding",
  "from",
  "to",
  "ids",
] as const;
export type Condition = (typeof CONDITIONS)[number];
export type Filters = Readonly<Partial<Record<Condition, string>>> & { readonly order: Order };

/** Reads the filters from an address; what it does not know it leaves out. */
export function readFilters(search: URLSearchParams): Filters {
  const found: Partial<Record<Condition, string>> = {};
  for (const name of CONDITIONS) {
    const value = search.get(name)?.trim();
    if (value && isKnown(name, value)) found[name] = value;
  }
  const order = ORDERS.find((each) => each === search.get("order")) ?? "oldest";
  return { ...found, order };
}

function isKnown(name: Condition, value: string): boolean {
  switch (name) {
    case "state":
      return value.split(",").every((each) => STATES.some((state) => state === each));
    case "part":
      return value === "train" || value === "test";
    case "near":
      return /^[1-9]\d{0,15}$/.test(value);
    case "ids":
      return /^\d{1,15}(,\d{1,15}){0,499}$/.test(value);
    case "from":
    case "to":
      return !Number.isNaN(dayStart(value).getTime());
    case "finding":
      return /^[a-z-]{1,40}$/.test(value);
    default:
      return true;
  }
}

/** Returns when a day (2026-11-30) begins here, or the day some days later. */
export function dayStart(day: string, later = 0): Date {
  const [year = NaN, month = NaN, date = NaN] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later);
}

/** Returns the filters as the server's routes take them. */
export function queryOf(filters: Filters): Query {
  const { near, from, to, part, order, ...others } = filters;
  return {
    ...others,
    order,
    ...(part && { part: part as "train" | "test" }),
    ...(near && { near: Number(near) }),
    ...(from && { added_from: dayStart(from).toISOString() }),
    ...(to && { added_before: dayStart(to, 1).toISOString() }),
  };
}

/** Returns the conditions that are set, in the order in which they are listed. */
export function conditionsOf(filters: Filters): { name: Condition; value: string }[] {
  return CONDITIONS.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [{ name, value }];
  });
}

/** Returns whether the server, not `order`, says in which order the examples come. */
export function isRanked(filters: Filters): boolean {
  return (filters.near ?? filters.find ?? filters.finding) !== undefined;
}
