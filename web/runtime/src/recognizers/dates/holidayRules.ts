/** When the holidays are: of a fixed day, of the nth weekday of a month, or counted from Easter. */
import table from "../../../../../contract/text/calendar/holidays.json" with { type: "json" };
import {
  dateOf,
  dayOn,
  monthAndDay,
  NoMeaning,
  padded,
  plusDays,
  weekdayOf,
  type Day,
} from "./calendarDay.js";
import { easter, nthWeekday } from "./dayArithmetic.js";

const CHRISTMAS = { month: 12, day: 25 };
const DAYS_OF_ADVENT = 21; // from its first Sunday to the last
const FIRST_YEAR = 1;
const LAST_YEAR = 9998;
const RULES = table.holidays as object as Readonly<Record<string, readonly [string, ...number[]]>>;

function ruleOf(name: string): readonly [string, ...number[]] {
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  if (!rule) throw new NoMeaning(`there is no holiday ${name}`);
  return rule;
}

/**
 * Returns the day of a holiday in a year, or null.
 *
 * @param name a key of `contract/text/calendar/holidays.json`, where a rule is `["fixed", month, day]`,
 *     `["weekday", month, weekday, count, days after]` (Monday is 1, the last one has the count -1) or
 *     `["easter", days after]`; `advent` counts from its first Sunday.
 */
export function holidayDay(name: string, year: number): Day | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const [kind, ...numbers] = ruleOf(name);
  if (kind === "fixed") return dayOn(year, numbers[0]!, numbers[1]!);
  if (kind === "easter") return plusDays(easter(year), numbers[0]!);
  if (kind === "advent") {
    const christmas = dateOf(year, CHRISTMAS.month, CHRISTMAS.day);
    return plusDays(christmas, numbers[0]! - DAYS_OF_ADVENT - weekdayOf(christmas) - 1);
  }
  const [month, weekday, count, after] = numbers as [number, number, number, number];
  const found = nthWeekday(year, month, weekday - 1, count);
  return found === null ? null : plusDays(found, after);
}

/** Returns a holiday of no certain year; one that moves by Easter as it is in a year. */
export function holidayTimex(name: string, year: number): string {
  const [kind, month, weekday, count, after] = ruleOf(name);
  if (kind === "weekday" && !after) {
    return `XXXX-${padded(month!)}-WXX-${weekday}-${count! > 0 ? count : 4}`;
  }
  const day = holidayDay(name, year);
  return day === null ? "XXXX" : `XXXX-${monthAndDay(day)}`;
}
