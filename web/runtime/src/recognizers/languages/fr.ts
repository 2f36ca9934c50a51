import pack from "../../../../../contract/text/packs/fr.json" with { type: "json" };
import units from "../../../../../contract/text/units/fr.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
