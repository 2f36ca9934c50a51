/** The tables that a description is made from: `contract/describe/`, read by Python too. */
import {
  FILES,
  type GrammarFile,
  type NounRow,
  type RulesFile,
  type TableFiles,
} from "./tableFiles.js";
import { nounFrom, type Grammar, type Noun } from "./grammar.js";
import type { RelationRules } from "./relations.js";

/** A label of the detector. */
export interface ThingEntry {
  /** Its name in a sentence. */
  readonly noun: Noun;
  /** Person, animal, vehicle, ...: the key of relations and explanations. */
  readonly category: string;
  /** The WordNet ids within which the classifier's classes name it more exactly. */
  readonly kinds: readonly string[];
  /**
   * The way in which the classifier's opinion counts, as much as the detector's. `for`: its score of
   * those kinds confirms the thing; `against`: its score of other kinds of the same category speaks
   * against the thing, and can only lower the score; null: not at all.
   */
  readonly evidence: string | null;
  /**
   * `given`: one of the classes is right, given that the label is; `plain`: there are others of
   * that kind, so a class's score counts as it is; null: it has no finer name.
   */
  readonly refine: string | null;
}

/** A name for a class that is not certain, where its kind is: `a snake`. */
export interface KindEntry {
  readonly noun: Noun;
  readonly kinds: readonly string[];
}

/** The least scores and the most items of a sentence. */
export interface Rules {
  /** A claim less likely than this is not made. */
  readonly claim: number;
  /** Nor one of a thing that only the detector found, less likely than this. */
  readonly alone: number;
  /** A finer name less likely than this is not given. */
  readonly refine: number;
  /** A claim that would make the sentence less likely than this is left out. */
  readonly sentence: number;
  /** Two boxes of one label show the same thing if they share this part of the smaller one. */
  readonly sameLabel: number;
  /** Two boxes of one category do if they share this part of what they cover together. */
  readonly sameCategory: number;
  /** And two boxes of any kind if they share this part of it. */
  readonly sameBox: number;
  /** The most noun groups in a sentence. */
  readonly groups: number;
  /** The most finer kinds by which things of one label are named. */
  readonly kinds: number;
  /** The share of the image that a thing without a box is taken to fill. */
  readonly wholeShare: number;
  /** The highest score of 'a picture'. */
  readonly picture: number;
  /** The lowest score of a tag that has no box. */
  readonly tag: number;
}

/** All the tables. */
export interface Tables {
  readonly grammar: Grammar;
  /** The detector's labels. */
  readonly things: ReadonlyMap<string, ThingEntry>;
  /** By category, the WordNet ids of the classes that such a thing explains: they are no second thing. */
  readonly explains: ReadonlyMap<string, readonly string[]>;
  /** The classifier's names that have another word in a sentence, by class id. */
  readonly names: ReadonlyMap<string, Noun>;
  /** The classes that are places, by class id: `on a beach`. */
  readonly settings: ReadonlyMap<string, string>;
  /** The narrowest first. */
  readonly kinds: readonly KindEntry[];
  readonly relations: RelationRules;
  readonly rules: Rules;
  /** Returns the row of a detector's label; of a strange one, only its name is known. */
  thing(label: string): ThingEntry;
  /** Returns the name of a class of the classifier in a sentence. */
  noun(key: string, name: string): Noun;
}

let tables: Tables | undefined;

/** Returns the tables of the package. */
export function loadTables(): Tables {
  tables ??= readTables(FILES);
  return tables;
}

/** Makes the tables of parsed files. */
export function readTables(values: TableFiles): Tables {
  const grammar = readGrammar(values.grammar);
  const noun = (row: NounRow): Noun => ({
    noun: row.noun,
    plural: row.plural ?? nounFrom(row.noun, grammar).plural,
    article: row.article ?? nounFrom(row.noun, grammar).article,
    measure: row.measure ?? null,
  });
  const things = mapOf(values.objects.labels, (row) => thing(noun(row), row));
  const names = mapOf(values.names, noun);
  const unknown = { category: "thing", kinds: [], evidence: null, refine: null };
  return {
    grammar,
    things,
    explains: new Map(Object.entries(values.objects.explains)),
    names,
    settings: mapOf(values.scenes, (row) => row.setting),
    kinds: values.kinds.map((row) => ({ noun: noun(row), kinds: row.kinds })),
    relations: readRelations(values.relations),
    rules: readRules(values.rules),
    thing: (label) => things.get(label) ?? thing(nounFrom(label, grammar), unknown),
    noun: (key, name) => names.get(key) ?? nounFrom(name, grammar),
  };
}

function thing(
  noun: Noun,
  { category, kinds, evidence, refine }: Omit<ThingEntry, "noun">,
): ThingEntry {
  return { noun, category, kinds, evidence, refine };
}

function readGrammar(value: GrammarFile): Grammar {
  const { articles, plurals } = value;
  return {
    anLetters: articles.an_letters,
    anSpeltLetters: articles.an_spelt_letters,
    aStarts: articles.a_starts,
    anStarts: articles.an_starts,
    headEnds: plurals.head_ends,
    pluralWords: new Map(Object.entries(plurals.words)),
    pluralEnds: plurals.ends.map(([end, drop, add]) => [String(end), Number(drop), String(add)]),
    measures: mapOf(value.measures, (row) => [row.one, row.many]),
    mass: value.mass,
    numbers: value.numbers,
    amounts: value.amounts.map((row) => ({ word: row.word, atLeast: row.at_least })),
    conjunction: value.and,
    picture: value.picture,
  };
}

function readRelations(value: TableFiles["relations"]): RelationRules {
  return {
    rests: value.rests.map((row) => ({ ...row, reach: [row.reach[0]!, row.reach[1]!] })),
    inFront: value.in_front,
    beside: value.beside,
  };
}

function readRules({
  same_label: sameLabel,
  same_category: sameCategory,
  same_box: sameBox,
  whole_share: wholeShare,
  ...rest
}: RulesFile): Rules {
  return { ...rest, sameLabel, sameCategory, sameBox, wholeShare };
}

function mapOf<T, To>(rows: Readonly<Record<string, T>>, to: (row: T) => To): Map<string, To> {
  return new Map(Object.entries(rows).map(([key, row]) => [key, to(row)]));
}
