/** Reads sounds as a page has them: samples, an AudioBuffer, or a file that the browser decodes. */
import { InputDamagedError, InputTypeError } from "../errors.js";
import { isSamples, oneChannel, type Sound, type SoundSamples } from "./soundSamples.js";
import { RATE } from "./voiceActivity.js";

/** Samples, with their rate among the options; an AudioBuffer; or a file's content. */
export type PageSound = SoundSamples | AudioBuffer | Blob | ArrayBuffer | Uint8Array;

/**
 * Returns a sound of one channel.
 * @throws InputError - it can't be used; the error's class says why.
 */
export async function pageSound(source: PageSound, rate: unknown): Promise<Sound> {
  if (isSamples(source)) return oneChannel(source, rate);
  if (source instanceof AudioBuffer) return fromBuffer(source);
  if (source instanceof Blob) return decoded(await source.arrayBuffer());
  // A copy: the browser takes the memory of what it decodes.
  if (source instanceof ArrayBuffer) return decoded(source.slice(0));
  if (source instanceof Uint8Array) return decoded(source.slice().buffer as ArrayBuffer);
  const type = Object.prototype.toString.call(source);
  throw new InputTypeError(
    `A sound can't be ${type}. Give samples with their rate, an AudioBuffer, a Blob, or a file's bytes.`,
  );
}

async function decoded(content: ArrayBuffer): Promise<Sound> {
  const size = content.byteLength;
  try {
    return fromBuffer(await new OfflineAudioContext(1, 1, RATE).decodeAudioData(content));
  } catch (cause) {
    throw new InputDamagedError(
      `the sound of ${size} bytes is empty, damaged, or of a format that this browser does not read. ` +
        "Save it as WAV.",
      { cause },
    );
  }
}

function fromBuffer(buffer: AudioBuffer): Sound {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, at) =>
    buffer.getChannelData(at),
  );
  return oneChannel(channels, buffer.sampleRate);
}
