/** The entities in the answers of a function of texts that has features of its own. */
import type { Answer, Entity, Recognition } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import { shown } from "../bundle/json.js";
import type { SentenceEncoder } from "../encoders/text/textEncoder.js";
import {
  BundleDamagedError,
  BundleTooNewError,
  EngineError,
  InputTooLargeError,
  OptionError,
} from "../errors.js";
import { FeatureFinder, type FoundFeatures, type NamedEntity } from "../features/entityFinder.js";
import { FEATURES, readFeatureSet, TAGGERS } from "../features/featureFile.js";
import type { FeatureSet } from "../features/featureSet.js";
import { messageOf } from "../messageOf.js";
import type { KindFinder } from "../recognizers/kindFinder.js";
import { SourceText } from "../recognizers/sourceText.js";
import { withParts } from "./entityParts.js";

export const ENTITIES = "entities"; // the feature's kind
const SURE = 0.95;
const BY_RULE = 1; // what a list, an expression or a pattern of the function's maker finds is right

/** What the runtime's module `recognize` exports for functions of the user's own. */
export interface Recognizers {
  readonly KINDS: readonly string[];
  readonly LANGUAGES: readonly string[];
  openKindFinder(language: string, kinds: readonly string[]): Promise<KindFinder>;
}

/** Loads that module, which no other function needs. */
export type LoadRecognizers = () => Promise<Recognizers>;

/**
 * Returns what finds the entities of a bundle; null where it has no features.
 * @throws BundleDamagedError - its files are damaged.
 * @throws BundleTooNewError - it has a kind of entities that this version does not know.
 * @throws EngineError - the module that finds its kinds can't be loaded.
 */
export async function openFeatureFinder(
  bundle: Bundle,
  encoder: SentenceEncoder,
  load: LoadRecognizers,
): Promise<FeatureFinder | null> {
  const { features: named, files, labels } = bundle.manifest;
  if (!named.some(({ kind }) => kind === ENTITIES)) return null;
  const features = readFeatureSet(
    await bundle.read(FEATURES),
    Object.hasOwn(files, TAGGERS) ? await bundle.read(TAGGERS) : null,
    bundle.where,
    labels.map(({ answer }) => answer),
    encoder.dimension,
  );
  const kinds = features.kinds.size ? await openKinds(features, bundle.where, load) : null;
  const width = encoder.dimension;
  return new FeatureFinder(features, kinds, async (words) => ({
    numbers: await encoder.embedParts(words),
    width,
  }));
}

async function openKinds(
  { kinds, language }: FeatureSet,
  where: string,
  load: LoadRecognizers,
): Promise<KindFinder> {
  const recognizers = await loaded(load);
  if (!recognizers.LANGUAGES.includes(language)) {
    throw new BundleDamagedError(
      `${where}: ${FEATURES}: 'language' must be one that recognizeText reads; it is ` +
        `${shown(language)}. Publish the function again, or copy its bundle again`,
    );
  }
  const all = [...new Set([...kinds.values()].flat())];
  for (const kind of all) {
    if (recognizers.KINDS.includes(kind)) continue;
    throw new BundleTooNewError(
      `${where} finds entities of the kind ${shown(kind)}, and this version of Vizsla for JavaScript ` +
        `knows ${recognizers.KINDS.join(", ")}: npm install @vizsla/runtime@latest, or publish the ` +
        "function without that kind",
    );
  }
  const finder = await loaded(() => recognizers.openKindFinder(language, all));
  return { ...finder, find: (...text) => withOwnErrors(() => finder.find(...text)) };
}

/** Calls what another script brought: its errors have classes of its own, and callers know these here. */
function withOwnErrors<T>(find: () => T): T {
  try {
    return find();
  } catch (cause) {
    const { name } = cause as Error;
    if (name === "OptionError") throw new OptionError(messageOf(cause), { cause });
    if (name === "InputTooLargeError") throw new InputTooLargeError(messageOf(cause), { cause });
    throw cause;
  }
}

async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new EngineError(
      `recognize.js, which finds entities of this function, or a language's table in recognize/ can't be ` +
        `loaded (${messageOf(cause)}). Write the function again with 'vizsla export NAME --web FOLDER', ` +
        "or copy the whole folder of the runtime to the server",
      { cause },
    );
  }
}

/** Returns an Answer with the entities of its text; offsets are units of UTF-16. */
export function withEntities(
  answer: Answer,
  source: SourceText,
  { entities }: FoundFeatures,
  { features, kinds }: FeatureFinder,
): Recognition {
  const found = entities.map((each) => entityOf(each, source, kinds));
  return {
    ...answer,
    entities: withParts(found, features.parts),
    language: features.language,
  };
}

/** What a rule found is sure; so is what is right 95 times in 100 by measurement. */
function entityOf(found: NamedEntity, source: SourceText, kinds: KindFinder | null): Entity {
  const { name, role, kind, isCalibrated } = found;
  const score = (kind ? kinds?.score(kind) : found.score) ?? BY_RULE;
  const isMeasured = isCalibrated || found.score === null;
  const [start, end] = [source.unit(found.start), source.unit(found.end)];
  return {
    text: source.source.slice(start, end),
    kind: name,
    value: role ? { ...found.value, role } : found.value,
    ...{ start, end, score },
    sure: isMeasured && score >= SURE,
  };
}
