/** The steps of listening around the models, for `tests/web` to compare with Python's. */
import { withoutRepetitions } from "../../src/listen/repetitions.js";
import { resampled } from "../../src/modalities/audio/resample.js";
import { inMilliseconds } from "../../src/listen/milliseconds.js";
import { segmentScore } from "../../src/listen/segmentScore.js";
import { speechPieces } from "../../src/listen/speechCutter.js";
import { SpeechTokens } from "../../src/listen/speechTokens.js";
import { serve } from "./serve.js";

type Request =
  | { readonly step: "cut"; readonly length: number; readonly voice: readonly number[] }
  | { readonly step: "repetitions"; readonly text: string }
  | { readonly step: "milliseconds"; readonly counts: readonly number[]; readonly rate: number }
  | {
      readonly step: "resample";
      readonly samples: number[];
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly step: "score";
      readonly length: number;
      readonly speech: number;
      readonly tokens: number;
      readonly likelihoods: readonly number[];
      readonly repeats: boolean;
    }
  /** The vocabulary is in base64. */
  | { readonly step: "text"; readonly vocabulary: string; readonly numbers: readonly number[] };

await serve<Request>(async (request) => {
  switch (request.step) {
    case "cut": {
      let at = 0;
      const voice = async (): Promise<number> => request.voice[at++]!;
      const found = [];
      // A sample says where it was taken from.
      const samples = Float32Array.from({ length: request.length }, (_, place) => place);
      for await (const piece of speechPieces(samples, voice)) {
        found.push([piece.first, piece.samples.length, piece.samples[0], piece.speech]);
      }
      return found;
    }
    case "repetitions":
      return withoutRepetitions(request.text);
    case "milliseconds":
      return request.counts.map((count) => inMilliseconds(count / request.rate));
    case "resample":
      return Array.from(resampled(new Float32Array(request.samples), request.from, request.to));
    case "score": {
      const { length, speech, tokens, likelihoods, repeats } = request;
      const piece = { first: 0, samples: new Float32Array(length), speech };
      return segmentScore(piece, { text: "", tokens, likelihoods }, repeats);
    }
    case "text":
      return new SpeechTokens(Buffer.from(request.vocabulary, "base64")).text(request.numbers);
  }
});
