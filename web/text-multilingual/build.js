// node build.js [FOLDER]: makes the package here, of packages/vizsla-text-multilingual, or in another folder.
import { makePackage } from "../text/makePackage.js";

makePackage(new URL("./", import.meta.url), "vizsla-text-multilingual", process.argv[2]);
