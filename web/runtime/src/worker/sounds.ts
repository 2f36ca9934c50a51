/** The script that the worker loads with its first function of sounds. */
import { soundClassification } from "../functions/soundClassification.js";
import { registerKind } from "../functions/registry.js";
import { registerReader } from "../modalities/registry.js";
import { workerSounds } from "../modalities/audio/workerSounds.js";

registerReader(workerSounds);
registerKind(soundClassification);
