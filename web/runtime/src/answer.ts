/**
 * The values that a function returns: plain frozen values, as in Python, that
 * `contract/answer.schema.json` describes.
 */

/** A possible answer. */
export interface Alternative {
  /** Its name, for people. */
  readonly answer: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** Its key where names repeat (a WordNet id such as `n02085620`), or null. */
  readonly id: string | null;
  /** The kinds that it is of, the widest first and itself last; often empty. */
  readonly path: readonly string[];
}

/** A thing's position in the image as it is shown, in its pixels. */
export interface Box {
  readonly label: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** The left edge, from the left of the image. */
  readonly x: number;
  /** The upper edge, from the top of the image. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether the score clears the threshold that the function was published with. */
  readonly sure: boolean;
}

/** A thing that a description names, or would name with a higher score. */
export interface Tag {
  /** Its name, in the singular: `beagle`. */
  readonly label: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** The thing's box, never sure: how often such boxes are right was not measured. Null for the whole image. */
  readonly box: Box | null;
}

/** A label that holds for an input, in the Answer of a multi-label function. */
export interface HeldLabel {
  readonly label: string;
  /** How likely the label is right, 0.5 to 1. */
  readonly score: number;
  /** Whether the score clears the label's own threshold, and the input is not novel. */
  readonly sure: boolean;
  /** Whether the label is at least likely to be right, a weaker promise. */
  readonly likely: boolean;
  /** Whether the label's scores were calibrated on data that the model had not seen. */
  readonly calibrated: boolean;
  /** Its key where names repeat, or null. */
  readonly id: string | null;
}

/** The best reply and its score: `const { answer, score } = await f(image)`. */
export interface Answer {
  /** The best reply; null where the input holds nothing that the function knows. */
  readonly answer: string | null;
  /** How likely the answer is right, 0 to 1; for null, how likely the input holds nothing known. */
  readonly score: number;
  /** Whether the score clears the threshold, and the input is like the training examples. */
  readonly sure: boolean;
  /**
   * Whether the answer is at least likely to be right: a weaker promise than `sure`, which fewer
   * training examples support. A sure answer is likely, too.
   */
  readonly likely: boolean;
  /**
   * Whether the input is unlike the training examples: then the answer is neither sure nor likely,
   * whatever its score. False as well where the function can't tell.
   */
  readonly novel: boolean;
  /** Whether the score was calibrated on data that the model had not seen. */
  readonly calibrated: boolean;
  /** The possible answers, the best first, the winner included. */
  readonly alternatives: readonly Alternative[];
  /**
   * Of a multi-label function all labels that hold, the likeliest first, the answer included; not there
   * for other functions.
   */
  readonly labels?: readonly HeldLabel[];
}

/** An Answer with everything that was found; the answer is the best box's label. */
export interface Detection extends Answer {
  readonly boxes: readonly Box[];
}

/** An Answer that is a sentence, with its tags. */
export interface Description extends Answer {
  readonly tags: readonly Tag[];
}

/** A thing that a text names, such as an amount of money. */
export interface Entity {
  /** The characters of the text from `start` to before `end`. */
  readonly text: string;
  /** Such as `number`, `currency` or `email`. */
  readonly kind: string;
  /** The meaning, such as `{ value: "25", unit: "Dollar" }`. */
  readonly value: EntityValue;
  /** The place of the first character in the text, from 0, as JavaScript counts. */
  readonly start: number;
  /** The place after the last character. */
  readonly end: number;
  /** How likely it is right, 0 to 1. */
  readonly score: number;
  /** Whether the score clears the threshold that the function was published with. */
  readonly sure: boolean;
}

/**
 * What an entity means, in the fields of the resolutions of Microsoft's Recognizers-Text. A composite entity of
 * a function of your own has `parts`: the entities within it that are its parts.
 */
export type EntityValue = Readonly<
  Record<
    string,
    | string
    | boolean
    | number
    | null
    | readonly string[]
    | readonly Readonly<Record<string, string>>[]
    | readonly Entity[]
  >
>;

/**
 * An Answer with the entities of a text: the answer of `recognizeText` is the surest entity's text, that of a
 * function of your own a label.
 */
export interface Recognition extends Answer {
  /** In the order of the text. Those of different kinds overlap in a function of your own alone. */
  readonly entities: readonly Entity[];
  /**
   * The language that the text was read in, such as `en`; null where it has no words that could tell,
   * and means the same in all languages.
   */
  readonly language: string | null;
}

/** A word that is said in a sound, with its time. */
export interface SpokenWord {
  readonly text: string;
  /** Its beginning, in seconds from the sound's. */
  readonly start: number;
  /** Its end, likewise. */
  readonly end: number;
}

/** A stretch of a sound in which somebody speaks, a sentence or some. */
export interface SpeechSegment {
  /** Its beginning, in seconds from the sound's. */
  readonly start: number;
  /** Its end, likewise. */
  readonly end: number;
  /** The words; null where none could be made out: it may be noise, music or another language. */
  readonly text: string | null;
  /** How likely the text is right, 0 to 1; for null, how likely it is that nothing is said. */
  readonly score: number;
  /** Whether the score clears the threshold that the function was published with. */
  readonly sure: boolean;
  /** The words with their times, in Python; none here. */
  readonly words: readonly SpokenWord[];
}

/** An Answer that is the transcript of a sound; null where no words were made out. */
export interface Transcription extends Answer {
  /** The stretches in which somebody speaks, in order. */
  readonly segments: readonly SpeechSegment[];
  /** The length of the sound. */
  readonly seconds: number;
}

/** A word of a text, and how much it speaks for a label. */
export interface ExplainedWord {
  /** The word, as it stands in the text. */
  readonly text: string;
  /** The index of its first unit in the text's string, from 0. */
  readonly start: number;
  /** The index behind its last unit. */
  readonly end: number;
  /** 0 to 1: 1 for the word that speaks most for the label, 0 for one that speaks not for it. */
  readonly weight: number;
}

/** The parts of the input that a label's score comes from. */
export interface Explanation {
  /** The label that is explained; null where there is none. */
  readonly label: string | null;
  /** The image's size, in pixels; of a text the string's length, and 1. */
  readonly width: number;
  readonly height: number;
  /** height x width numbers from 0 to 1, row by row: how much each pixel counts for the label. */
  readonly heatMap: Float32Array;
  /** The words of a text, in order. */
  readonly words?: readonly ExplainedWord[];
  /** The function's features that the input has, the one that speaks most for the label first. */
  readonly features?: readonly ExplainedFeature[];
  /** The features that the label requires, and the input does not have: it can never have the label. */
  readonly missing?: readonly string[];
}

/** A feature that an input has, and how far it speaks for a label. */
export interface ExplainedFeature {
  /** Such as `list NAME`, `entity NAME as ROLE`, `pattern LABEL` or `column NAME = CELL`. */
  readonly name: string;
  /** By how much the logarithm of the label's odds falls without it; below 0 where it speaks against it. */
  readonly logOdds: number;
}
