/** Lists JavaScript's errors, kinds and limits, for `tests/contract` to compare with the contract. */
import * as errors from "../../src/errors.js";
import { registerKind } from "../../src/functions/registry.js";
import { soundClassification } from "../../src/functions/soundClassification.js";
import { textClassification } from "../../src/functions/textClassification.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { privateKind } from "../../src/modalities/sources/publicAddress.js";
import { serve } from "./serve.js";

interface Request {
  readonly addresses?: string[];
  /** Names of kinds; the reply lists the registered ones. */
  readonly kinds?: string[];
  readonly urlSeconds?: number;
}

// As Node does, and the worker's scripts of texts and sounds.
const kindsOfTexts = textClassification(() => import("../../src/recognize/index.js"));
for (const kind of [...kindsOfTexts, soundClassification]) registerKind(kind);

await serve<Request>(({ addresses, kinds, urlSeconds }) => {
  if (addresses) return addresses.map((each) => privateKind(each) !== null);
  if (kinds) return kinds.filter(isRegistered);
  if (urlSeconds) return defaultLimits(urlSeconds);
  return Object.values(errors).map((Class) => {
    const { name, code } = new Class("");
    const parent = (Object.getPrototypeOf(Class) as { name: string }).name;
    return { name, parent: parent === "Error" ? null : parent, code };
  });
});

function isRegistered(name: string): boolean {
  try {
    registerKind({ name, modality: "", open: () => Promise.reject(new Error("never")) });
    return false;
  } catch {
    return true;
  }
}
