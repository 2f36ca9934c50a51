import pack from "../../../../../contract/text/packs/en.json" with { type: "json" };
import units from "../../../../../contract/text/units/en.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
