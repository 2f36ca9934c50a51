/** Sounds in Node: WAV files and samples. */
import type { Modality, Payload, ReadOptions, SourceFile } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { packFile, readFileBytes, type NodeFile } from "../sources/nodeSources.js";
import { soundOf, type Sound } from "./sound.js";
import { checkIsWav } from "./soundFormats.js";
import { checkSoundInput } from "./soundInput.js";
import {
  isRawSound,
  isSamples,
  notASound,
  packSamples,
  type RawSound,
  type SoundPayload,
} from "./soundPayload.js";
import { readWav } from "./wavFile.js";

/** A sound: a WAV file's path, URL or content, or samples with their rate. */
export type NodeSound = NodeFile | RawSound;

const TAKEN = "Give a path, an http(s) URL, the bytes of a WAV file, or { samples, rate }.";
const WAY_OUT =
  "in Node sounds are read from WAV alone. Convert it, such as by 'ffmpeg -i IN OUT.wav', or decode it " +
  "yourself and give { samples, rate }.";

/** The modality `audio` in Node. */
export const nodeSounds: Modality<NodeSound, Sound> = {
  name: "audio",
  checkInput: checkSoundInput,
  pack: async (source) => {
    if (isRawSound(source)) return packSamples(source);
    const file = packFile(source);
    if (file) return file;
    throw notASound(source, TAKEN);
  },
  read,
  file,
};

async function read(payload: Payload, options: ReadOptions): Promise<Sound> {
  const packed = payload as SoundPayload;
  const { maxSeconds } = options.limits;
  if (isSamples(packed)) return soundOf(packed, "the sound", maxSeconds);
  const { bytes, name } = await readFileBytes(packed, options);
  checkIsWav(bytes, name, WAY_OUT);
  return soundOf(readWav(bytes, name), name, maxSeconds);
}

async function file(payload: Payload, options: ReadOptions): Promise<SourceFile | null> {
  if (!isFile(payload)) return null;
  return { content: (await readFileBytes(payload, options)).bytes, type: "audio/wav" };
}
