/** The script that the worker loads with its first function of texts. */
import { textClassification } from "../functions/textClassification.js";
import { registerKind } from "../functions/registry.js";
import { registerReader } from "../modalities/registry.js";
import { workerTexts } from "../modalities/text/workerTexts.js";

declare const vizsla: { readonly base: string };

registerReader(workerTexts);
const kinds = textClassification(() => import(new URL("recognize.js", vizsla.base).href));
for (const kind of kinds) registerKind(kind);
