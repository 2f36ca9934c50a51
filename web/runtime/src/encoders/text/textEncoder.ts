/** Encodes texts: a transformer in exact arithmetic, whose states are averaged over the tokens. */
import type { Bundle } from "../../bundle/bundle.js";
import type { SharedFile } from "../../bundle/bundleFiles.js";
import { MANIFEST } from "../../bundle/bundleNames.js";
import type { Manifest } from "../../bundle/manifest.js";
import { TEXT_MODELS, type KnownTextModel } from "../../contract.js";
import { BundleDamagedError, BundleTooNewError } from "../../errors.js";
import type { Encoder } from "../base.js";
import type { Embedding } from "../embedding.js";
import { UNIT } from "./exactTransformer.js";
import { SharedModel, acquire, isHeld, release, type ModelFacts } from "./textModels.js";

/** Reads a file that a bundle shares with others, maybe from an npm package, and compares its hash. */
type ReadShared = (file: SharedFile, name: string) => Promise<Uint8Array>;

interface Parts {
  readonly weights: SharedFile;
  readonly vocabulary: SharedFile;
  readonly codePoints: SharedFile;
}

/** The encoder of a function of texts. */
export class SentenceEncoder implements Encoder<string> {
  #isClosed = false;

  constructor(
    private readonly key: string,
    private readonly model: SharedModel,
    readonly graphSha256: string,
    readonly dimension: number,
  ) {}

  async warmUp(): Promise<void> {
    await this.model.ready();
  }

  async embed(text: string): Promise<Embedding> {
    return { sums: (await this.model.ready()).embed(text), factor: 1 / UNIT };
  }

  /** Returns a text's words and marks in order, folded as the model reads them. */
  async words(text: string): Promise<string[]> {
    return (await this.model.ready()).words(text);
  }

  /**
   * Returns the vectors of a text's parts, such as words, in view of the whole text: whole numbers, 256 to 1,
   * `dimension` a part. Those of the parts behind the last one that the model reads are left out.
   */
  async embedParts(parts: readonly string[]): Promise<Float64Array> {
    return (await this.model.ready()).embedParts(parts);
  }

  close(): void {
    if (!this.#isClosed) release(this.key);
    this.#isClosed = true;
  }
}

/**
 * Opens the encoder that a bundle's manifest names: its files are the bundle's own, or shared.
 * @throws BundleDamagedError - the manifest names no encoder of texts, or a file can't be read.
 * @throws BundleTooNewError - this version does not know the model.
 */
export async function openTextEncoder(
  bundle: Bundle,
  readShared: ReadShared,
): Promise<SentenceEncoder> {
  const { manifest, where } = bundle;
  const parts = partsOf(manifest);
  const facts = factsOf(manifest);
  if (parts === null || facts === null) {
    throw new BundleDamagedError(
      `${where}: ${MANIFEST} names no encoder of texts; publish the function again`,
    );
  }
  const known = knownModel(parts, manifest);
  if (known === null) {
    throw new BundleTooNewError(
      `${where} stands on a model of the encoder ${JSON.stringify(facts.name.slice(0, 80))} that this ` +
        "version of Vizsla does not know: npm install @vizsla/runtime@latest",
    );
  }
  const read = (file: SharedFile): Promise<Uint8Array> =>
    manifest.files[file.file]?.sha256 === file.sha256
      ? bundle.read(file.file)
      : readShared(file, `@vizsla/${known.package}`);
  const key = keyOf(parts, facts);
  const model = await acquire(key, async () => {
    const [weights, vocabulary, codePoints] = await Promise.all(
      [parts.weights, parts.vocabulary, parts.codePoints].map(read),
    );
    return new SharedModel(
      {
        weights: weights!,
        vocabulary: vocabulary!,
        vocabularyName: parts.vocabulary.file,
        codePoints: codePoints!,
      },
      facts,
    );
  });
  return new SentenceEncoder(key, model, parts.weights.sha256, manifest.encoder!.dimension!);
}

/** Returns a model that this version knows all files of; null for others: a stranger's is not run. */
function knownModel(
  { weights, vocabulary, codePoints }: Parts,
  { encoder }: Manifest,
): KnownTextModel | null {
  const known = Object.hasOwn(TEXT_MODELS, weights.sha256) ? TEXT_MODELS[weights.sha256]! : null;
  const isSame =
    known?.vocabulary === vocabulary.sha256 &&
    known.code_points === codePoints.sha256 &&
    known.dimension === encoder?.dimension;
  return isSame ? known : null;
}

/** Whether the model of a function's encoder is in memory. */
export function isTextModelHeld(manifest: Manifest): boolean {
  const [parts, facts] = [partsOf(manifest), factsOf(manifest)];
  return parts !== null && facts !== null && isHeld(keyOf(parts, facts));
}

function partsOf({ encoder }: Manifest): Parts | null {
  const { weights, vocabulary, code_points: codePoints } = encoder?.files ?? {};
  return weights && vocabulary && codePoints ? { weights, vocabulary, codePoints } : null;
}

function factsOf({ encoder, input }: Manifest): ModelFacts | null {
  if (!encoder?.selfTest || encoder.dimension === null) return null;
  return { name: encoder.name, tokens: Number(input["tokens"]), selfTest: encoder.selfTest };
}

function keyOf({ weights, vocabulary, codePoints }: Parts, facts: ModelFacts): string {
  const files = [weights, vocabulary, codePoints].map(({ sha256 }) => sha256);
  return [...files, facts.selfTest.sha256, facts.tokens].join();
}
