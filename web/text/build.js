// node build.js [FOLDER]: makes the package here, of packages/vizsla-text, or in another folder.
import { makePackage } from "./makePackage.js";

makePackage(new URL("./", import.meta.url), "vizsla-text", process.argv[2]);
