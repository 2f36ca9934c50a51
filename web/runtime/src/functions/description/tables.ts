/** The tables that a description is made from: `contract/describe/`, read by Python too. */
import {
  FILES,
  type GrammarFile,
  type NounRow,
  type RulesFile,
  type TableFiles,
} from "./tableFiles.js";
import { nounFrom, type Grammar, type Noun } from "./grammar.js";
import type { EvidenceWeights } from "./evidence.js";
import type { RelationRules } from "./relations.js";

/** A label of the detector. */
export interface ThingEntry {
  /** Its name in a sentence. */
  readonly noun: Noun;
  /** Person, animal, vehicle, ...: the key of relations and explanations. */
  readonly category: string;
  /** The WordNet ids within which the classifier's classes name it more exactly. */
  readonly kinds: readonly string[];
  /** How the two models' scores are weighed; null: the detector's score counts alone. */
  readonly evidence: EvidenceWeights | null;
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
  /** The least score of the name, where only the whole image shows the thing. */
  readonly claim: number;
  /** The least score of the name of a class within it, likewise; null: a wider kind's, or the rules'. */
  readonly names: number | null;
  /** The factor of the score, where the classifier knows too few of the kind to be sure. */
  readonly scale: number;
  /** The highest score of a sentence with the name, where it says next to nothing. */
  readonly most: number;
  /** Whether it is what surrounds small things, and is named beside them. */
  readonly scene: boolean;
}

/** A kind of picture, or of what one shows, that the description's own head knows: `a map`. */
export interface PictureEntry {
  readonly noun: Noun;
  /** The least score of the name. */
  readonly claim: number;
  /** The WordNet ids of the classes that agree with it. */
  readonly kinds: readonly string[];
  /** Whether it is what the picture is, and not what it shows: then nothing in it counts. */
  readonly medium: boolean;
  /** Whether it is what surrounds small things, and is named beside them. */
  readonly scene: boolean;
  /** The category of things that can't fill much of the image where it is unlikely. */
  readonly denies: string | null;
}

/** The least scores and the most items of a sentence. */
export interface Rules {
  /** A claim less likely than this is not made. */
  readonly claim: number;
  /** The name of a class that only the whole image shows, where its kind says nothing else. */
  readonly name: number;
  /** The same for the name of a kind. */
  readonly kind: number;
  /** The factor of a name's score where only the whole image shows the thing: it is true less often. */
  readonly unconfirmed: number;
  /** A class of the whole image as likely as this is named beside things that might explain it. */
  readonly certain: number;
  /** An animal without a more exact name, where the detector named it wrongly. */
  readonly unnamed: number;
  /** Where the classifier is as sure as this of something else in a box, it decides. */
  readonly decides: number;
  /** The highest score of a sentence where both models were sure and disagreed. */
  readonly disputed: number;
  /** A finer name less likely than this is not given. */
  readonly refine: number;
  /** Nor a finer kind. */
  readonly refineKind: number;
  /** A setting less likely than this is not given. */
  readonly place: number;
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
  /** Things that cover less of the image than this leave room for a scene's name. */
  readonly background: number;
  /** The share of the image that a thing without a box is taken to fill. */
  readonly wholeShare: number;
  /** The highest score of 'a picture'. */
  readonly picture: number;
  /** A kind of picture as likely as this speaks against classes of other kinds. */
  readonly pictureSure: number;
  /** One as likely as this leaves room for its classes all the same. */
  readonly pictureRoom: number;
  /** A kind of picture less likely than this denies the things that it knows... */
  readonly pictureDenied: number;
  /** ...where they cover as much of the image. */
  readonly pictureArea: number;
  /** The lowest score of a tag that has no box. */
  readonly tag: number;
  /** The most boxes that the classifier is asked about. */
  readonly crops: number;
  /** The most of one label. */
  readonly cropsOfLabel: number;
  /** A box that covers as much of the image is judged by the whole image's scores. */
  readonly cropArea: number;
  /** A person's box is asked about if the image shows an animal as likely as this. */
  readonly cropPerson: number;
  /** A box with a lower score is not asked about. */
  readonly cropBox: number;
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
  /** The wide settings that a class may show, by class id: `indoors`. */
  readonly places: ReadonlyMap<string, string>;
  /** The narrowest first. */
  readonly kinds: readonly KindEntry[];
  /** In the order of the head's rows, the narrowest first. */
  readonly pictures: readonly PictureEntry[];
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
  const evidence: ReadonlyMap<string, EvidenceWeights> = new Map(
    Object.entries(values.objects.evidence),
  );
  const things = mapOf(values.objects.labels, ({ category, kinds, refine, ...row }) => ({
    noun: noun(row),
    category,
    kinds,
    evidence: row.evidence === null ? null : evidence.get(row.evidence)!,
    refine,
  }));
  const names = mapOf(values.names, noun);
  const unknown = { category: "thing", kinds: [], evidence: null, refine: null };
  const rules = readRules(values.rules);
  return {
    grammar,
    things,
    explains: new Map(Object.entries(values.objects.explains)),
    names,
    settings: givenOf(values.scenes, (row) => row.setting),
    places: givenOf(values.scenes, (row) => row.place),
    kinds: values.kinds.map((row) => ({
      noun: noun(row),
      kinds: row.kinds,
      claim: row.claim ?? rules.kind,
      names: row.names ?? null,
      scale: row.scale ?? 1,
      most: row.most ?? 1,
      scene: row.scene ?? false,
    })),
    pictures: values.pictures.map((row) => ({
      noun: noun(row),
      claim: row.claim,
      kinds: row.kinds,
      medium: row.medium ?? false,
      scene: row.scene ?? false,
      denies: row.denies ?? null,
    })),
    relations: readRelations(values.relations),
    rules,
    thing: (label) => things.get(label) ?? { noun: nounFrom(label, grammar), ...unknown },
    noun: (key, name) => names.get(key) ?? nounFrom(name, grammar),
  };
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
    worn: value.worn,
  };
}

function readRules({
  same_label: sameLabel,
  same_category: sameCategory,
  same_box: sameBox,
  whole_share: wholeShare,
  refine_kind: refineKind,
  crops_of_label: cropsOfLabel,
  crop_area: cropArea,
  crop_person: cropPerson,
  crop_box: cropBox,
  picture_sure: pictureSure,
  picture_room: pictureRoom,
  picture_denied: pictureDenied,
  picture_area: pictureArea,
  ...rest
}: RulesFile): Rules {
  return {
    ...rest,
    ...{ sameLabel, sameCategory, sameBox, wholeShare, refineKind },
    ...{ cropsOfLabel, cropArea, cropPerson, cropBox },
    ...{ pictureSure, pictureRoom, pictureDenied, pictureArea },
  };
}

/** Returns the rows that have the value. */
function givenOf<T>(
  rows: Readonly<Record<string, T>>,
  of: (row: T) => string | undefined,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, row] of Object.entries(rows)) {
    const value = of(row);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}

function mapOf<T, To>(rows: Readonly<Record<string, T>>, to: (row: T) => To): Map<string, To> {
  return new Map(Object.entries(rows).map(([key, row]) => [key, to(row)]));
}
