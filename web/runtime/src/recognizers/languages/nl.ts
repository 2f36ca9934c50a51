import pack from "../../../../../contract/text/packs/nl.json" with { type: "json" };
import units from "../../../../../contract/text/units/nl.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
