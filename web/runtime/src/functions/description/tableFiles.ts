/** The files of `contract/describe/`, as they are; each builder packs them in. */
import grammar from "../../../../../contract/describe/grammar.json";
import kinds from "../../../../../contract/describe/kinds.json";
import names from "../../../../../contract/describe/names.json";
import objects from "../../../../../contract/describe/objects.json";
import pictures from "../../../../../contract/describe/pictures.json";
import relations from "../../../../../contract/describe/relations.json";
import rules from "../../../../../contract/describe/rules.json";
import scenes from "../../../../../contract/describe/scenes.json";
import type { Beside, InFrontOf, RestsOn, Worn } from "./relations.js";

/** The parsed files, by their names without `.json`. */
export interface TableFiles {
  readonly grammar: GrammarFile;
  readonly kinds: readonly KindRow[];
  readonly names: Rows<NounRow>;
  readonly objects: {
    readonly labels: Rows<ThingRow>;
    readonly explains: Rows<readonly string[]>;
    readonly evidence: Rows<EvidenceRow>;
  };
  readonly pictures: readonly PictureRow[];
  readonly relations: {
    readonly rests: readonly (Omit<RestsOn, "reach"> & { readonly reach: readonly number[] })[];
    readonly in_front: InFrontOf;
    readonly beside: Beside;
    readonly worn: readonly Worn[];
  };
  readonly rules: RulesFile;
  readonly scenes: Rows<{
    readonly setting?: string | undefined;
    readonly place?: string | undefined;
  }>;
}

type Rows<T> = Readonly<Record<string, T>>;

export interface GrammarFile {
  readonly articles: {
    readonly an_letters: string;
    readonly an_spelt_letters: string;
    readonly a_starts: readonly string[];
    readonly an_starts: readonly string[];
  };
  readonly plurals: {
    readonly head_ends: readonly string[];
    readonly words: Rows<string>;
    readonly ends: readonly (readonly (string | number)[])[];
  };
  readonly measures: Rows<{ readonly one: string; readonly many: string }>;
  readonly mass: string;
  readonly numbers: readonly string[];
  readonly amounts: readonly { readonly word: string; readonly at_least: number }[];
  readonly and: string;
  readonly picture: string;
}

/** A noun; a form that is not there is what the rules give. */
export interface NounRow {
  readonly noun: string;
  readonly plural?: string | undefined;
  readonly article?: string | undefined;
  readonly measure?: string | null | undefined;
}

export interface KindRow extends NounRow {
  readonly kinds: readonly string[];
  readonly claim?: number | undefined;
  readonly names?: number | undefined;
  readonly scale?: number | undefined;
  readonly most?: number | undefined;
  readonly scene?: boolean | undefined;
}

export interface PictureRow extends NounRow {
  readonly kinds: readonly string[];
  readonly claim: number;
  readonly medium?: boolean | undefined;
  readonly scene?: boolean | undefined;
  readonly denies?: string | undefined;
}

export interface EvidenceRow {
  readonly base: number;
  readonly box: number;
  readonly kind: number;
  readonly other: number;
  readonly area: number;
  readonly claim: number;
  readonly rivals: readonly string[];
  readonly neighbours: readonly string[];
}

export interface ThingRow extends NounRow {
  readonly category: string;
  readonly kinds: readonly string[];
  readonly evidence: string | null;
  readonly refine: string | null;
}

export interface RulesFile {
  readonly claim: number;
  readonly name: number;
  readonly kind: number;
  readonly unconfirmed: number;
  readonly certain: number;
  readonly unnamed: number;
  readonly decides: number;
  readonly disputed: number;
  readonly refine: number;
  readonly refine_kind: number;
  readonly place: number;
  readonly sentence: number;
  readonly same_label: number;
  readonly same_category: number;
  readonly same_box: number;
  readonly groups: number;
  readonly kinds: number;
  readonly background: number;
  readonly whole_share: number;
  readonly picture: number;
  readonly picture_sure: number;
  readonly picture_room: number;
  readonly picture_denied: number;
  readonly picture_area: number;
  readonly tag: number;
  readonly crops: number;
  readonly crops_of_label: number;
  readonly crop_area: number;
  readonly crop_person: number;
  readonly crop_box: number;
}

export const FILES: TableFiles = {
  grammar,
  kinds,
  names,
  objects,
  pictures,
  relations,
  rules,
  scenes,
};
