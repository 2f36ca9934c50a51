/** Names a sound file's format by its first bytes, as `vizsla/modalities/audio/sound_formats.py` does. */
import { InputDamagedError, InputFormatError } from "../../errors.js";
import { isWav } from "./wavFile.js";

/** First bytes as text in Latin-1; a point stands for any. */
const SIGNATURES: readonly (readonly [name: string, mark: RegExp])[] = [
  ["WAV of more than 4 GB, or of another byte order", /^(RIFX|RF64)....WAVE/s],
  ["FLAC", /^fLaC/],
  ["Ogg", /^OggS/],
  ["AIFF", /^FORM....AIF[FC]/s],
  ["MP3", /^(ID3|\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd])/],
  ["MP4", /^....ftyp/s],
  ["WebM", /^\x1aE\xdf\xa3/],
  ["AAC", /^\xff[\xf0\xf1\xf8\xf9]/],
];
const SEEN = 12; // bytes

/**
 * Refuses a file that is not WAV.
 * @param wayOut what to do with a sound of another format.
 * @throws InputDamagedError - it is empty.
 * @throws InputFormatError - it is of another format, or no sound.
 */
export function checkIsWav(content: Uint8Array, name: string, wayOut: string): void {
  if (content.length === 0) {
    throw new InputDamagedError(`${name} is empty (0 bytes). Save or record it again.`);
  }
  if (isWav(content)) return;
  const head = String.fromCharCode(...content.subarray(0, SEEN));
  const found = SIGNATURES.find(([, mark]) => mark.test(head));
  if (found) throw new InputFormatError(`${name} is ${found[0]}, and ${wayOut}`);
  throw new InputFormatError(
    `${name} is not a sound: its content begins with ${JSON.stringify(head)}. Give a WAV file.`,
  );
}
