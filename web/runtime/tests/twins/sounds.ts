/** Reads, resamples and embeds sounds, for `tests/web/test_sounds_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import type { Answer } from "../../src/answer.js";
import { watchSound } from "../../src/api/watchSound.js";
import { SoundModel } from "../../src/encoders/sound/soundModel.js";
import { VizslaError } from "../../src/errors.js";
import { resampled } from "../../src/modalities/audio/resample.js";
import { RATE } from "../../src/modalities/audio/sound.js";
import { packSamples, type RawSound } from "../../src/modalities/audio/soundPayload.js";
import { nodeSounds } from "../../src/modalities/audio/nodeSounds.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { serve } from "./serve.js";

/** Numbers as the bytes of an array, in base64. */
type Packed = string;

type Request =
  | {
      readonly kind: "resample";
      readonly samples: Packed;
      readonly old: number;
      readonly rate: number;
    }
  | { readonly kind: "embed"; readonly file: string; readonly samples: Packed }
  | { readonly kind: "read"; readonly content: Packed }
  | {
      readonly kind: "windows";
      readonly sizes: readonly number[];
      readonly seconds: number;
      readonly step?: number;
    }
  | { readonly kind: "channels"; readonly samples: readonly Packed[]; readonly rate: number };

const limits = defaultLimits(10);
let model: SoundModel | undefined;

await serve<Request>(async (request) => {
  switch (request.kind) {
    case "resample":
      return packed(resampled(samplesOf(request.samples), request.old, request.rate));
    case "embed":
      model ??= new SoundModel(readFileSync(request.file), request.file, RATE);
      return {
        raw: packed(model.rawNumbers(samplesOf(request.samples))),
        numbers: packed(model.embed(samplesOf(request.samples))),
      };
    case "read":
      return read(() => nodeSounds.pack(bytesOf(request.content)));
    case "windows":
      return windows(request.sizes, request);
    case "channels": {
      const samples = request.samples.map(samplesOf);
      return read(async () => packSamples({ samples, rate: request.rate }));
    }
  }
});

/** Returns each window's times, and the first sample and the number of samples: a sample is its own place. */
async function windows(
  sizes: readonly number[],
  { seconds, step }: { readonly seconds: number; readonly step?: number },
): Promise<unknown> {
  let place = 0;
  const blocks = sizes.map((size) => Float32Array.from({ length: size }, () => place++));
  const found: unknown[] = [];
  const hear = async ({ samples }: RawSound): Promise<Answer> =>
    ({ samples: Array.from(samples as Float32Array) }) as unknown as Answer;
  const options = { seconds, ...(step === undefined ? {} : { step }) };
  for await (const { start, end, answer } of watchSound(hear, blocks, options)) {
    const { samples } = answer as unknown as { samples: number[] };
    found.push([start, end, samples[0], samples.length]);
  }
  return found;
}

async function read(pack: () => Promise<{ readonly kind: string }>): Promise<unknown> {
  try {
    const { samples } = await nodeSounds.read(await pack(), { limits });
    return { samples: packed(samples) };
  } catch (error) {
    if (error instanceof VizslaError) return { refused: error.name, message: error.message };
    throw error;
  }
}

function bytesOf(text: Packed): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

function samplesOf(text: Packed): Float32Array {
  return new Float32Array(bytesOf(text).buffer);
}

function packed(values: Float32Array | Float64Array): Packed {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");
}
