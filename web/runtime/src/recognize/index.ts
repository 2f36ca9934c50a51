/**
 * AI is a function call: it returns an answer and a score. For texts, in the browser and in Node.
 *
 *     import { recognizeText } from "@vizsla/runtime/recognize";
 *     const { entities } = await recognizeText("two dogs for $40", { language: "en" });
 *
 * The tables of a language are loaded when it is first read.
 */
export type { Alternative, Answer, Entity, EntityValue, Recognition } from "../answer.js";
export { inWords } from "../api/answerText.js";
export { recognizeText, type RecognizeOptions } from "../api/recognizeText.js";
export * from "../errors.js";
export type { ReferenceTime } from "../recognizers/dates/referenceTime.js";
export { openKindFinder, type KindFinder } from "../recognizers/kindFinder.js";
export { LANGUAGES, type Language } from "../recognizers/languages.js";
export { KINDS, type EntityKind } from "../recognizers/recognize.js";
