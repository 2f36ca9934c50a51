import calendar from "../../../../../contract/text/calendar/de.json" with { type: "json" };
import type { CalendarTables } from "../dates/dateGrammar.js";

export const CALENDAR: CalendarTables = calendar as unknown as CalendarTables;
