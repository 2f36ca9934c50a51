/** The script that the worker loads with its first function of texts. */
import { textClassification } from "../functions/textClassification.js";
import { registerKind } from "../functions/registry.js";
import { registerReader } from "../modalities/registry.js";
import { workerTexts } from "../modalities/text/workerTexts.js";

registerReader(workerTexts);
registerKind(textClassification);
