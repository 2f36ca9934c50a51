/**
 * How likely it is, each 32 ms, that somebody speaks: Silero's detector (MIT). Its twin is
 * `src/vizsla/speech/listening/voice_activity.py`.
 */
import { RATE } from "../modalities/audio/sound.js";
import type { OnnxGraph } from "./onnxRuntime.js";

/** The samples of a step. */
export const STEP = 512;

const BEFORE = 64; // samples that the graph sees again
const SETTLED = 64; // steps of samples that are all 0

/** Follows one sound, step by step. */
export class VoiceActivity {
  #state = new Float32Array(2 * 128);
  #before = new Float32Array(BEFORE);
  #silent = 0;

  constructor(private readonly graph: OnnxGraph) {}

  /** Returns the probability of speech in the next step. @param samples - 512 at 16 kHz. */
  async step(samples: Float32Array): Promise<number> {
    // Hours of silence take no time: after some of it the detector's answer stays what it is.
    this.#silent = samples.some((each) => each !== 0) ? 0 : this.#silent + 1;
    if (this.#silent > SETTLED) return 0;
    const seen = new Float32Array(BEFORE + STEP);
    seen.set(this.#before);
    seen.set(samples, BEFORE);
    this.#before = samples.slice(STEP - BEFORE);
    const found = await this.graph.run({
      input: this.graph.floats(seen, [1, seen.length]),
      state: this.graph.floats(this.#state, [2, 1, 128]),
      sr: this.graph.integers([RATE], []),
    });
    const [speech, state] = this.graph.outputNames.map((name) => found[name]!.data);
    this.#state = state as Float32Array<ArrayBuffer>;
    return (speech as Float32Array)[0]!;
  }
}
