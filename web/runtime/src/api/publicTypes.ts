/** The types that both packages export. */
export type * from "../answer.js";
export type { Bundle } from "../bundle/bundle.js";
export type { Progress } from "../bundle/bundleFiles.js";
export type { Fields } from "../bundle/fields.js";
export type { InputEntry, Manifest } from "../bundle/manifest.js";
export type {
  AnswerOptions,
  CheckedOptions,
  FunctionCore,
  Kind,
  OpenContext,
} from "../functions/base.js";
export type { EngineFacts } from "../host/protocol.js";
export type {
  Modality,
  Payload,
  ReadOptions,
  SourcePacker,
  ValueReader,
} from "../modalities/base.js";
export type { RawSound } from "../modalities/audio/soundPayload.js";
export type { RawPixels } from "../modalities/image/rawPixels.js";
export type { InputLimits } from "../modalities/sources/inputLimits.js";
export type {
  CallOptions,
  ExplainOptions,
  InputMethods,
  InputOptions,
  LoadOptions,
  OpenOptions,
  Outcome,
  ShippedFunction,
  Sources,
  VizslaFunction,
} from "./interfaces.js";
export type { Settings } from "./settings.js";
export type { WatchOptions } from "./watch.js";
export type { SoundBlocks, WatchedSound, WatchSoundOptions } from "./watchSound.js";
