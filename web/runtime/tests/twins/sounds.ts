/** Reads, resamples and embeds sounds, for `tests/web/test_sounds_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { SoundModel } from "../../src/encoders/sound/soundModel.js";
import { VizslaError } from "../../src/errors.js";
import { resampled } from "../../src/modalities/audio/resample.js";
import { RATE } from "../../src/modalities/audio/sound.js";
import { packSamples } from "../../src/modalities/audio/soundPayload.js";
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
    case "channels": {
      const samples = request.samples.map(samplesOf);
      return read(async () => packSamples({ samples, rate: request.rate }));
    }
  }
});

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
