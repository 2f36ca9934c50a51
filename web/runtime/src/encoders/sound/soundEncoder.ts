/** Encodes sounds: a network that was trained on speech, beside plain spectral features. */
import type { Bundle } from "../../bundle/bundle.js";
import type { SharedFile } from "../../bundle/bundleFiles.js";
import { MANIFEST } from "../../bundle/bundleNames.js";
import type { Manifest } from "../../bundle/manifest.js";
import { sha256 } from "../../bytes/sha256.js";
import { SOUND_MODELS } from "../../contract.js";
import { BundleDamagedError, BundleTooNewError, EngineError } from "../../errors.js";
import { RATE, type Sound } from "../../modalities/audio/sound.js";
import type { Encoder } from "../base.js";
import type { Embedding } from "../embedding.js";
import { GRID, SoundModel } from "./soundModel.js";

const KNUTH = 2654435761; // 2**32 over the golden ratio

/** Reads a file that a bundle shares with others, maybe from an npm package, and compares its hash. */
type ReadShared = (file: SharedFile, name: string) => Promise<Uint8Array>;

/** The models in memory, by the hash of their file: functions share them. */
const models = new Map<string, { readonly model: Promise<SoundModel>; users: number }>();

/** The encoder of a function of sounds. */
export class SoundEncoder implements Encoder<Sound> {
  #isClosed = false;

  constructor(
    readonly graphSha256: string,
    readonly dimension: number,
    private readonly model: SoundModel,
  ) {}

  /** The self-test ran when the model was made. */
  warmUp(): Promise<void> {
    return Promise.resolve();
  }

  embed({ samples }: Sound): Promise<Embedding> {
    return Promise.resolve({ sums: this.model.embed(samples), factor: 1 / GRID });
  }

  close(): void {
    if (!this.#isClosed) release(this.graphSha256);
    this.#isClosed = true;
  }
}

/**
 * Opens the encoder that a bundle's manifest names: its file is the bundle's own, or shared.
 * @throws BundleDamagedError - the manifest names no encoder of sounds, or its file can't be read.
 * @throws BundleTooNewError - this version does not know the file: a stranger's is not run.
 * @throws EngineError - the self-test fails on this device.
 */
export async function openSoundEncoder(
  bundle: Bundle,
  readShared: ReadShared,
): Promise<SoundEncoder> {
  const { manifest, where } = bundle;
  const file = fileOf(manifest);
  if (file === null) {
    throw new BundleDamagedError(
      `${where}: ${MANIFEST} names no encoder of sounds; publish the function again`,
    );
  }
  const known = Object.hasOwn(SOUND_MODELS, file.sha256) ? SOUND_MODELS[file.sha256]! : null;
  if (known === null || known.dimension !== manifest.encoder?.dimension) {
    throw new BundleTooNewError(
      `${where} was made with another encoder of sounds than this version of Vizsla has: npm ` +
        "install @vizsla/runtime@latest, or train it again",
    );
  }
  const read = (): Promise<Uint8Array> =>
    manifest.files[file.file]?.sha256 === file.sha256
      ? bundle.read(file.file)
      : readShared(file, `@vizsla/${known.package}`);
  const model = await acquire(file.sha256, async () => {
    const made = new SoundModel(await read(), file.file, RATE);
    await check(made, known.self_test);
    return made;
  });
  return new SoundEncoder(file.sha256, known.dimension, model);
}

/** Whether the model of a function's encoder is in memory. */
export function isSoundModelHeld(manifest: Manifest): boolean {
  return models.has(fileOf(manifest)?.sha256 ?? "");
}

function fileOf({ encoder }: Manifest): SharedFile | null {
  return encoder?.files?.["weights"] ?? null;
}

async function check(model: SoundModel, expected: string): Promise<void> {
  const samples = Float32Array.from(
    { length: RATE },
    (_, at) => (Math.imul(at, KNUTH) >>> 16) / 2 ** 15 - 1,
  );
  const numbers = Int16Array.from(model.embed(samples));
  if ((await sha256(new Uint8Array(numbers.buffer))) === expected) return;
  throw new EngineError(
    "the encoder of sounds gives other numbers on this device than where it was made, so its answers " +
      "could not be trusted. Use another browser, or update this one",
  );
}

async function acquire(key: string, make: () => Promise<SoundModel>): Promise<SoundModel> {
  let found = models.get(key);
  if (!found) models.set(key, (found = { model: make(), users: 0 }));
  found.users++;
  try {
    return await found.model;
  } catch (error) {
    if (models.get(key) === found) models.delete(key);
    throw error;
  }
}

/** The last user frees a model's memory. */
function release(key: string): void {
  const found = models.get(key);
  if (found && --found.users === 0) models.delete(key);
}
