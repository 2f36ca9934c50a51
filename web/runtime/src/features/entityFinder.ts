/**
 * Finds a text's entities by the features of a function: all ways together.
 *
 * The twin of `vizsla/features/entity_finder.py`. Places count characters, not units of UTF-16.
 */
import type { EntityValue } from "../answer.js";
import type { KindFinder, WhenWritten } from "../recognizers/kindFinder.js";
import { SourceText } from "../recognizers/sourceText.js";
import { cutTokens, type Tokens } from "../recognizers/textTokens.js";
import { calibrated, type FeatureSet } from "./featureSet.js";
import type { ListedPhrase } from "./phraseList.js";
import { ruleNames } from "./ruleNames.js";
import type { WordVectors } from "./sequenceTagger.js";
import type { EntitySpans } from "./textPattern.js";
import { tokenFeatures } from "./tokenFeatures.js";

/** The languages of `recognizeText` that do not part words by spaces. */
export const UNSPACED: readonly string[] = ["ja", "zh"];

/** An entity that a function's features found in a text. */
export interface NamedEntity {
  readonly name: string;
  /** The place of its first character. */
  readonly start: number;
  readonly end: number;
  /** What it means, such as `{ values: ["sofa"] }` of a list. */
  readonly value: EntityValue;
  /** What it does in the sentence; empty where nothing says it. */
  readonly role: string;
  /** How likely it is right, 0 to 1; null where a rule of the function's maker found it. */
  readonly score: number | null;
  /** The kind of `recognizeText` that found it; empty where none did. */
  readonly kind: string;
  /** Whether the score was fitted to how often such entities were right. */
  readonly isCalibrated: boolean;
}

/** What the features found in a text. */
export interface FoundFeatures {
  /** From left to right, the longer first; those of different names may overlap. */
  readonly entities: readonly NamedEntity[];
  /**
   * The features that help to predict the label, by their names in `ruleNames`. Learned entities are not
   * among them, and no pattern matches because of one.
   */
  readonly byRule: ReadonlySet<string>;
}

/** A phrase list's name, and where its phrases are. */
type FoundList = readonly [name: string, found: readonly ListedPhrase[]];

/** Looks for the features of a function in texts. */
export class FeatureFinder {
  readonly #isSpaced: boolean;

  /**
   * @param kinds what finds the kinds of `recognizeText`; null where no entity is of one.
   * @param embedParts returns the vectors of a text's words; called only where entities are learned.
   */
  constructor(
    readonly features: FeatureSet,
    readonly kinds: KindFinder | null,
    private readonly embedParts: (words: readonly string[]) => Promise<WordVectors>,
  ) {
    this.#isSpaced = !UNSPACED.includes(features.language);
  }

  /**
   * Returns what the features find in a text.
   * @param when when and where it was written, for its dates.
   */
  async find(text: SourceText, when?: WhenWritten): Promise<FoundFeatures> {
    const tokens = cutTokens(text, this.#isSpaced);
    const entities = this.#byRules(text, tokens, when);
    const lists = [...this.features.phraseLists].map(
      ([name, list]) => [name, list.find(tokens)] as const,
    );
    const learned = await this.#learned(tokens, entities, lists);
    const known = this.#byPatterns(tokens, entities);
    const kept = learned.filter((each) => this.#hasNeeded(each, entities));
    const found = learned.length ? this.#byPatterns(tokens, [...entities, ...kept]) : known;
    const expressions = [...this.features.featureExpressions];
    return {
      entities: inOrder(found.entities),
      byRule: ruleNames({
        ...known,
        phraseLists: lists.flatMap(([name, phrases]) => (phrases.length ? [name] : [])),
        expressions: expressions.flatMap(([name, each]) => (each.find(text).length ? [name] : [])),
      }),
    };
  }

  /** Returns the entities that lists, expressions and `recognizeText` find. */
  #byRules(text: SourceText, tokens: Tokens, when?: WhenWritten): NamedEntity[] {
    const found: NamedEntity[] = [];
    for (const [name, list] of this.features.lists) {
      for (const { start, end, value } of list.find(tokens)) {
        found.push(entity(name, placeOf(tokens, start, end), { value: { values: [value] } }));
      }
    }
    for (const [name, expressions] of this.features.expressions) {
      const spans = expressions.flatMap((each) => each.find(text));
      for (const [start, end] of new Map(spans.map((each) => [String(each), each])).values()) {
        found.push(entity(name, [start, end], { value: { value: text.slice(start, end) } }));
      }
    }
    const names = [...this.features.kinds.keys()];
    const groups = this.kinds?.find(text.source, [...this.features.kinds.values()], when) ?? [];
    for (const [at, group] of groups.entries()) {
      for (const { start, end, value, kind } of group) {
        found.push(entity(names[at]!, [start, end], { value, kind }));
      }
    }
    return found;
  }

  async #learned(
    tokens: Tokens,
    entities: readonly NamedEntity[],
    lists: readonly FoundList[],
  ): Promise<NamedEntity[]> {
    if (!this.features.learned.length || !tokens.length) return [];
    const vectors = await this.embedParts(tokens.map(({ raw }) => raw));
    const names = tokenFeatures(tokens, marksOf(tokens, entities, lists));
    return this.features.learned.flatMap(({ tagger, kinds, calibration }) =>
      tagger.find(vectors, names).map((span) => {
        const [name, role] = kinds[span.kind]!;
        return entity(name, placeOf(tokens, span.start, span.end), {
          role,
          score: calibrated(span.score, calibration),
          isCalibrated: calibration !== null,
        });
      }),
    );
  }

  /** Says whether all that an entity must have in it is there. */
  #hasNeeded(learned: NamedEntity, others: readonly NamedEntity[]): boolean {
    const needed = this.features.needed.get(learned.name) ?? [];
    return needed.every((name) =>
      others.some(
        (each) => each.name === name && each.start < learned.end && learned.start < each.end,
      ),
    );
  }

  /** Returns the entities with the roles and words that patterns give, and the patterns' labels. */
  #byPatterns(
    tokens: Tokens,
    entities: readonly NamedEntity[],
  ): { entities: NamedEntity[]; labels: string[] } {
    const { anything, patterns } = this.features;
    const spans = this.#spans(tokens, entities);
    const roles = new Map<string, string>(); // by name and place: the first pattern's counts
    const words: NamedEntity[] = [];
    const labels: string[] = [];
    for (const { pattern, label } of patterns) {
      for (const match of pattern.find(tokens, spans)) {
        labels.push(label);
        for (const [part, start, end] of match.spans) {
          if (start === end) continue; // a stranger's program may note nothing
          const [name, role] = pattern.parts[part]!;
          const place = placeOf(tokens, start, end);
          const key = keyOf(name, ...place);
          if (anything.has(name)) words.push(entity(name, place, { role }));
          else if (role && !roles.has(key)) roles.set(key, role);
        }
      }
    }
    const known = entities.map((each) => {
      const role = each.role || roles.get(keyOf(each.name, each.start, each.end));
      return role ? { ...each, role } : each;
    });
    return { entities: [...known, ...words], labels };
  }

  #spans(tokens: Tokens, entities: readonly NamedEntity[]): EntitySpans {
    const found = new Map<string, (readonly [number, number])[]>();
    const add = (name: string, span: readonly [number, number]): void => {
      const those = found.get(name);
      if (those) those.push(span);
      else found.set(name, [span]);
    };
    for (const each of entities) {
      const [start, end] = tokensOf(tokens, each);
      if (start < end) add(each.name, [start, end]);
    }
    for (const [name, exceptions] of this.features.anything) {
      for (const { start, end } of exceptions.find(tokens)) add(name, [start, end]);
    }
    return found;
  }
}

/** Returns of each token what was found there by rules and phrase lists, for the tagger. */
function marksOf(
  tokens: Tokens,
  entities: readonly NamedEntity[],
  lists: readonly FoundList[],
): Set<string>[] {
  const marks = tokens.map(() => new Set<string>());
  const mark = (start: number, end: number, name: string): void => {
    for (let at = start; at < end; at++) marks[at]!.add(name);
  };
  for (const each of entities) mark(...tokensOf(tokens, each), `entity ${each.name}`);
  for (const [name, found] of lists) {
    for (const { start, end } of found) mark(start, end, `list ${name}`);
  }
  return marks;
}

function entity(
  name: string,
  [start, end]: readonly [number, number],
  more: Partial<NamedEntity>,
): NamedEntity {
  const plain = { value: {}, role: "", score: null, kind: "", isCalibrated: false };
  return { name, start, end, ...plain, ...more };
}

/** Returns where the characters from one token to before another stand. */
function placeOf(tokens: Tokens, start: number, end: number): readonly [number, number] {
  return [tokens[start]!.start, tokens[end - 1]!.end];
}

/** Returns the first token of an entity, and the one after its last. */
function tokensOf(tokens: Tokens, { start, end }: NamedEntity): [number, number] {
  const first = countWhile(tokens, (token) => token.end <= start);
  return [
    first,
    Math.max(
      first,
      countWhile(tokens, (token) => token.start < end),
    ),
  ];
}

/** Returns how many tokens from the first on are so; all of these stand before all others. */
function countWhile(tokens: Tokens, isSo: (token: Tokens[number]) => boolean): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(tokens[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyOf(name: string, start: number, end: number): string {
  return `${start} ${end} ${name}`;
}

/** Returns the entities from left to right, the longer first, and each once. */
function inOrder(entities: readonly NamedEntity[]): NamedEntity[] {
  const sorted = [...entities].sort(
    (one, other) =>
      one.start - other.start ||
      other.end - one.end ||
      byCodePoints(one.name, other.name) ||
      byCodePoints(one.role, other.role),
  );
  return [...new Map(sorted.map((each) => [JSON.stringify(each), each])).values()];
}

/** Compares texts as Python does. */
function byCodePoints(one: string, other: string): number {
  const [ones, others] = [[...one], [...other]];
  const at = ones.findIndex((each, place) => each !== others[place]);
  if (at < 0) return ones.length - others.length;
  return at < others.length ? ones[at]!.codePointAt(0)! - others[at]!.codePointAt(0)! : 1;
}
