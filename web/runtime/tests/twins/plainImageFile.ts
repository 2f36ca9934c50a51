/** Takes the metadata out of files, for `tests/web/test_plain_image_file_twin.py` to compare with Python. */
import { createHash } from "node:crypto";
import { VizslaError } from "../../src/errors.js";
import { plainImageFile } from "../../src/modalities/image/plainImageFile.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { serve } from "./serve.js";

const limits = { ...defaultLimits(1), maxPixels: Infinity };

await serve<string>((base64) => {
  try {
    const { bytes, orientation, hasEnd } = plainImageFile(
      Buffer.from(base64, "base64"),
      "it",
      limits,
    );
    return { sha256: createHash("sha256").update(bytes).digest("hex"), orientation, hasEnd };
  } catch (error) {
    if (error instanceof VizslaError) return { raised: error.code, message: error.message };
    throw error;
  }
});
