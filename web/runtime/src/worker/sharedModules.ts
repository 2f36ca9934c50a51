/**
 * The modules that the scripts of texts and sounds take from the worker, by their paths in src: those of
 * which there must be one. `scripts/fromWorker.js` reads the list of imports.
 */
import * as errors from "../errors.js";
import * as classifier from "../functions/classifier.js";
import * as multiLabelAnswers from "../functions/multiLabelAnswers.js";
import * as kinds from "../functions/registry.js";
import * as modalities from "../modalities/registry.js";

export const MODULES = {
  errors,
  "functions/classifier": classifier,
  "functions/multiLabelAnswers": multiLabelAnswers,
  "functions/registry": kinds,
  "modalities/registry": modalities,
};
