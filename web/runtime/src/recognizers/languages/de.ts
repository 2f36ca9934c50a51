import pack from "../../../../../contract/text/packs/de.json" with { type: "json" };
import units from "../../../../../contract/text/units/de.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
