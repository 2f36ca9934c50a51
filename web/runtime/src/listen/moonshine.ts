/**
 * The model that hears words: Moonshine, by Jeffries et al. (2024, https://arxiv.org/abs/2410.15608); its
 * English models are under MIT. Its twin is `src/vizsla/speech/listening/moonshine.py`.
 */
import { RATE } from "../modalities/audio/sound.js";
import type { OnnxGraph, OnnxTensor } from "./onnxRuntime.js";
import { END, START, type SpeechTokens } from "./speechTokens.js";

const TOKENS_A_SECOND = 6.5; // more are invented: the authors' own bound
const HEADS = 8;
/** Samples of silence before and after: speech that begins at once loses its first word less often. */
const AROUND = 4_000;

/** What the model wrote. */
export interface Heard {
  readonly text: string;
  /** How many tokens it wrote. */
  readonly tokens: number;
  /** Each token's log probability, and the end's; none of an end where the text was cut off. */
  readonly likelihoods: readonly number[];
}

/** The model, of the size `base`. */
export class Moonshine {
  constructor(
    private readonly encoder: OnnxGraph,
    private readonly decoder: OnnxGraph,
    private readonly tokens: SpeechTokens,
  ) {}

  /**
   * Returns the likeliest words, each the best after those before it.
   * @param samples - at 16 kHz, of at most about 14 seconds.
   * @param turn - is awaited after each token: there others have their turn, or end it by throwing.
   */
  async hear(samples: Float32Array, turn: () => Promise<void>): Promise<Heard> {
    const most = Math.max(1, Math.ceil((samples.length / RATE) * TOKENS_A_SECOND));
    const padded = new Float32Array(samples.length + 2 * AROUND);
    padded.set(samples, AROUND);
    const seen = await this.#encode(padded);
    const past = this.#nothingYet(seen);
    const [scoresName, ...presentNames] = this.decoder.outputNames;
    const numbers: number[] = [];
    const likelihoods: number[] = [];
    while (numbers.length < most) {
      await turn();
      const first = likelihoods.length === 0;
      // What is taken from the sound is the same in each step, and returned in the first.
      const wanted = presentNames.filter((name) => first || name.includes(".decoder."));
      const found = await this.decoder.run(
        {
          input_ids: this.decoder.integers([first ? START : numbers.at(-1)!], [1, 1]),
          use_cache_branch: this.decoder.truth(!first),
          encoder_hidden_states: seen,
          ...past,
        },
        [scoresName!, ...wanted],
      );
      for (const name of wanted) past[name.replace("present", "past_key_values")] = found[name]!;
      const [best, likelihood] = bestOf(found[scoresName!]!);
      likelihoods.push(likelihood);
      if (best === END) break;
      numbers.push(best);
    }
    return { text: this.tokens.text(numbers), tokens: numbers.length, likelihoods };
  }

  async #encode(samples: Float32Array): Promise<OnnxTensor> {
    const found = await this.encoder.run({
      input_values: this.encoder.floats(samples, [1, samples.length]),
    });
    return found[this.encoder.outputNames[0]!]!;
  }

  #nothingYet(seen: OnnxTensor): Record<string, OnnxTensor> {
    const empty = this.decoder.floats(new Float32Array(0), [1, HEADS, 0, seen.dims[2]! / HEADS]);
    const names = this.decoder.inputNames.filter((each) => each.startsWith("past_key_values"));
    return Object.fromEntries(names.map((each) => [each, empty]));
  }
}

/** Returns the likeliest token after the last one, and its log probability. */
function bestOf({ data, dims }: OnnxTensor): readonly [best: number, likelihood: number] {
  const scores = (data as Float32Array).subarray(-dims.at(-1)!);
  let best = 0;
  for (let at = 1; at < scores.length; at++) if (scores[at]! > scores[best]!) best = at;
  let sum = 0;
  for (const each of scores) sum += Math.exp(each - scores[best]!);
  return [best, -Math.log(sum)];
}
