import pack from "../../../../../contract/text/packs/ja.json" with { type: "json" };
import units from "../../../../../contract/text/units/ja.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
