/** The models of texts in memory: functions with the same files share one. */
import { parseJson } from "../../bundle/json.js";
import { Fields } from "../../bundle/fields.js";
import { sha256 } from "../../bytes/sha256.js";
import { BundleDamagedError, EngineError } from "../../errors.js";
import { messageOf } from "../../messageOf.js";
import { ExactTransformer } from "./exactTransformer.js";
import { openTokenizer } from "./openTokenizer.js";
import type { Tokenizer } from "./tokenizer.js";

/** A model's files. */
export interface ModelFiles {
  readonly weights: Uint8Array;
  readonly vocabulary: Uint8Array;
  /** The name of the vocabulary's file, whose ending tells its kind. */
  readonly vocabularyName: string;
  readonly codePoints: Uint8Array;
}

/** What a model must be like. */
export interface ModelFacts {
  /** The encoder's name, for messages. */
  readonly name: string;
  /** The most tokens of a text. */
  readonly tokens: number;
  readonly selfTest: { readonly texts: readonly string[]; readonly sha256: string };
}

/** A model that passed its self-test. */
class TextModel {
  readonly #tokenizer: Tokenizer;
  readonly #transformer: ExactTransformer;
  readonly #tokens: number;

  /** @throws BundleDamagedError - the files are no model. */
  constructor(files: ModelFiles, { name, tokens }: ModelFacts) {
    const { weights, vocabulary, vocabularyName, codePoints } = files;
    try {
      const table = new Fields(parseJson(codePoints, `${name}: the table of code points`), name);
      for (const each of ["dropped", "spaces", "alone"]) table.list(each);
      table.namedTexts("replaced");
      const decoder = new TextDecoder();
      const texts = [vocabulary, codePoints].map((each) => decoder.decode(copied(each)));
      this.#tokenizer = openTokenizer(vocabularyName, texts[0]!, texts[1]!);
      this.#transformer = new ExactTransformer(weights, `${name}: the weights`);
    } catch (cause) {
      if (cause instanceof BundleDamagedError || cause instanceof EngineError) throw cause;
      throw new BundleDamagedError(
        `the files of the encoder ${JSON.stringify(name)} can't be used (${messageOf(cause)}); copy ` +
          "the bundle again",
        { cause },
      );
    }
    this.#tokens = tokens;
  }

  words(text: string): string[] {
    return this.#tokenizer.words(text);
  }

  embed(text: string): Float64Array {
    return this.#transformer.embed(this.#tokenizer.tokens(text, this.#tokens));
  }

  /** Returns the vectors of a text's parts, one behind the other, up to the last that is read. */
  embedParts(parts: readonly string[]): Float64Array {
    const { tokens, counts } = this.#tokenizer.tokensOfParts(parts, this.#tokens);
    return this.#transformer.embedParts(tokens, counts, this.#tokenizer.lead);
  }
}

/** A model that somebody uses. */
export class SharedModel {
  #files: ModelFiles | null;
  #model: Promise<TextModel> | null = null;

  constructor(
    files: ModelFiles,
    private readonly facts: ModelFacts,
  ) {
    this.#files = files;
  }

  /**
   * Returns the model; the first call makes it, and runs its self-test.
   * @throws EngineError - it gives other numbers here than where it was made.
   */
  ready(): Promise<TextModel> {
    return (this.#model ??= this.#make());
  }

  async #make(): Promise<TextModel> {
    const { name, selfTest } = this.facts;
    const model = new TextModel(this.#files!, this.facts);
    this.#files = null; // the model has what it needs of them
    const found = selfTest.texts.map((each) => Int16Array.from(model.embed(each)));
    const bytes = new Uint8Array(await new Blob(found).arrayBuffer());
    if ((await sha256(bytes)) !== selfTest.sha256) {
      throw new EngineError(
        `the encoder ${JSON.stringify(name)} gives other numbers on this device than where it was ` +
          "made, so its answers could not be trusted. Use another browser, or update this one",
      );
    }
    return model;
  }
}

interface Held {
  readonly model: Promise<SharedModel>;
  users: number;
  isHere: boolean;
}

const held = new Map<string, Held>();

/** Whether a model is in memory. */
export function isHeld(key: string): boolean {
  return held.get(key)?.isHere ?? false;
}

/**
 * Returns the model of a key, which is made where nobody uses it yet; `release` gives it back.
 * @param make - reads its files.
 */
export async function acquire(key: string, make: () => Promise<SharedModel>): Promise<SharedModel> {
  let found = held.get(key);
  if (!found) {
    found = { model: make(), users: 0, isHere: false };
    held.set(key, found);
  }
  found.users++;
  try {
    const model = await found.model;
    found.isHere = true;
    return model;
  } catch (error) {
    if (held.get(key) === found) held.delete(key);
    throw error;
  }
}

/** Gives a model back; the last user frees its memory. */
export function release(key: string): void {
  const found = held.get(key);
  if (found && --found.users === 0) held.delete(key);
}

/** Returns a view that TextDecoder takes: memory that is shared with others it does not. */
function copied(content: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(content);
}
