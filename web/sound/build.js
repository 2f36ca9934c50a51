// node build.js [FOLDER]: makes the package here, of packages/vizsla-sound, or in another folder.
import { readFileSync } from "node:fs";
import { makePackage } from "../text/makePackage.js";

const known = new URL("../../contract/sound_models.json", import.meta.url);
const files = Object.keys(JSON.parse(readFileSync(known, "utf8"))).map((sha256) => ({
  file: "sound.safetensors",
  sha256,
}));
makePackage(new URL("./", import.meta.url), "vizsla-sound", process.argv[2], files);
