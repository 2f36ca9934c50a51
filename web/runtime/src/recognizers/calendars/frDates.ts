import calendar from "../../../../../contract/text/calendar/fr.json" with { type: "json" };
import type { CalendarTables } from "../dates/dateGrammar.js";

export const CALENDAR: CalendarTables = calendar as unknown as CalendarTables;
