/** Decodes files as a page's worker does; see `decodedImages.ts`. */
import { workerImages } from "../../src/modalities/image/workerImages.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { decoded } from "./decodedImages.js";

const limits = defaultLimits(1);

Object.assign(globalThis, {
  decodeFile: (base64: string, type: string) =>
    decoded(base64, (bytes) => {
      const payload = { kind: "blob", blob: new Blob([bytes], { type }), name: "it" } as const;
      return workerImages.read(payload, { limits });
    }),
});
