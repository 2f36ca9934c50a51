import pack from "../../../../../contract/text/packs/pt.json" with { type: "json" };
import units from "../../../../../contract/text/units/pt.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
