import pack from "../../../../../contract/text/packs/zh.json" with { type: "json" };
import units from "../../../../../contract/text/units/zh.json" with { type: "json" };
import { tablesOf } from "../languageTables.js";

export const TABLES = tablesOf(pack, units);
