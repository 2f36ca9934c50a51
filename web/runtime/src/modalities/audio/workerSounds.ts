/** Sounds as a browser's worker reads them: WAV files, and samples that the page has decoded. */
import type { Payload, ReadOptions, SourceFile, ValueReader } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { readBlob } from "../sources/webSources.js";
import { soundOf, type Sound } from "./sound.js";
import { checkIsWav } from "./soundFormats.js";
import { checkSoundInput } from "./soundInput.js";
import { isSamples, type SoundPayload } from "./soundPayload.js";
import { readWav } from "./wavFile.js";

const WAY_OUT =
  "this browser can't decode it, or it is at an address: give its Blob, or a WAV file.";

/** The worker's half of the modality `audio`. */
export const workerSounds: ValueReader<Sound> = {
  name: "audio",
  checkInput: checkSoundInput,
  read,
  file,
};

async function read(payload: Payload, options: ReadOptions): Promise<Sound> {
  const packed = payload as SoundPayload;
  const { maxSeconds } = options.limits;
  if (isSamples(packed)) return soundOf(packed, "the sound", maxSeconds);
  const { blob, name } = await readBlob(packed, options);
  const content = new Uint8Array(await blob.arrayBuffer());
  checkIsWav(content, name, WAY_OUT);
  return soundOf(readWav(content, name), name, maxSeconds);
}

async function file(payload: Payload, options: ReadOptions): Promise<SourceFile | null> {
  if (!isFile(payload)) return null;
  const { blob } = await readBlob(payload, options);
  return { content: new Uint8Array(await blob.arrayBuffer()), type: "audio/wav" };
}
