import pack from "../../../../../contract/text/packs/es.json" with { type: "json" };
import units from "../../../../../contract/text/units/es.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
