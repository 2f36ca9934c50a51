/** Decodes files in Node; see `decodedImages.ts`. */
import { nodeImages } from "../../src/modalities/image/nodeImages.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { decoded } from "./decodedImages.js";
import { serve } from "./serve.js";

const limits = defaultLimits(1);

await serve<string>((base64) =>
  decoded(base64, async (bytes) => nodeImages.read(await nodeImages.pack(bytes), { limits })),
);
