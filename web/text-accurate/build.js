// node build.js [FOLDER]: makes the package here, of packages/vizsla-text-accurate, or in another folder.
import { makePackage } from "../text/makePackage.js";

makePackage(new URL("./", import.meta.url), "vizsla-text-accurate", process.argv[2]);
