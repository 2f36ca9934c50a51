import pack from "../../../../../contract/text/packs/it.json" with { type: "json" };
import units from "../../../../../contract/text/units/it.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
