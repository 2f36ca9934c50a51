/** Sounds as a page has them, packed for the worker: a worker can't decode other formats than ours. */
import { LIMITS } from "../../contract.js";
import type { SourcePacker } from "../base.js";
import type { FilePayload } from "../sources/filePayload.js";
import { packFile } from "../sources/webSources.js";
import {
  isRawSound,
  notASound,
  packSamples,
  type RawSound,
  type SoundPayload,
} from "./soundPayload.js";

/** A sound: a file as a Blob, bytes or a URL, an AudioBuffer, or samples with their rate. */
export type PageSound = Blob | ArrayBuffer | Uint8Array | URL | string | AudioBuffer | RawSound;

const RATE = 16_000; // to which the browser resamples what it decodes
const TAKEN = "Give a Blob, File, bytes, URL or AudioBuffer, or { samples, rate }.";

/** The page's half of the modality `audio`. */
export const pageSounds: SourcePacker<PageSound> = {
  name: "audio",
  pack: async (source, limits) => {
    if (isRawSound(source)) return packSamples(source);
    if (isAudioBuffer(source)) return packBuffer(source);
    const file = packFile(source);
    if (file) return decoded(file, limits?.maxBytes ?? LIMITS.input.bytes);
    throw notASound(source, TAKEN);
  },
  transfers: (payload) => {
    const packed = payload as SoundPayload;
    return packed.kind === "samples" ? [packed.samples.buffer as ArrayBuffer] : [];
  },
};

function isAudioBuffer(source: unknown): source is AudioBuffer {
  return typeof AudioBuffer === "function" && source instanceof AudioBuffer;
}

function packBuffer(buffer: AudioBuffer): SoundPayload {
  const samples = Array.from({ length: buffer.numberOfChannels }, (_, channel) =>
    buffer.getChannelData(channel),
  );
  return packSamples({ samples, rate: buffer.sampleRate });
}

/** Decodes a file that the worker can't; what the browser can't either, the worker refuses. */
async function decoded(file: FilePayload, maxBytes: number): Promise<SoundPayload> {
  if (file.kind !== "blob" || file.blob.size > maxBytes) return file;
  if (typeof OfflineAudioContext !== "function") return file;
  try {
    if ((await file.blob.slice(0, 4).text()) === "RIFF") return file;
    const context = new OfflineAudioContext(1, 1, RATE);
    return packBuffer(await context.decodeAudioData(await file.blob.arrayBuffer()));
  } catch {
    return file;
  }
}
