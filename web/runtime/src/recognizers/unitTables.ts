/** The units of a language. */
import currencies from "../../../../contract/text/currencies.json" with { type: "json" };
import { phraseList, type UnitKindTables, type UnitTablesFile } from "./languageTables.js";
import { PhraseTable } from "./phraseTable.js";
import type { Tokens } from "./textTokens.js";

const PARTS: Readonly<Record<string, readonly string[] | undefined>> = currencies.parts;
const RATIOS: Readonly<Record<string, number | undefined>> = currencies.ratios;
const INCHES = 12; // in a foot
const HUNDREDTHS = 100;
const MILLION = 1e6;

/** A kind of units. */
export type UnitKind = "age" | "currency" | "dimension" | "temperature";

/** A unit. */
export interface Unit {
  readonly kind: UnitKind;
  /** The reference's name of it, in its language. */
  readonly name: string;
  /** Of a dimension what it measures: `Length`. */
  readonly subtype: string;
  /** Of a currency its ISO code, or the reference's own, which begins with `_`. */
  readonly code: string;
  /** Of a part of a currency, its code: `CENT`. */
  readonly part: string;
  /** How many of the unit one is: a million for `MUSD`. */
  readonly factor: number;
}

type UnitPhrase = [string, Unit];

/** The units of one language. */
export class UnitTables {
  readonly notAlone: ReadonlySet<string>;
  readonly prepositions: ReadonlySet<string>;
  /** Words that may stand right before the digits of a number: usd. */
  readonly prefixes: ReadonlySet<string>;
  /** Words between a number and its unit: de. */
  readonly connectors: PhraseTable<true>;
  /** Words after a quantity that add half of its unit: the Chinese two-metres-half. */
  readonly halvesAfter: PhraseTable<true>;
  /** Words between a quantity and its part: and. */
  readonly joints: PhraseTable<true>;
  readonly #tables: UnitTablesFile;
  readonly #phrases = new Map<string, PhraseTable<Unit>>();
  readonly #closing = new Map<string, PhraseTable<true>>();

  constructor(tables: UnitTablesFile) {
    this.#tables = tables;
    this.notAlone = new Set(phraseList(tables, "not_alone"));
    this.prepositions = new Set(phraseList(tables, "prepositions"));
    this.connectors = listOf(phraseList(tables, "connectors"));
    this.halvesAfter = listOf(phraseList(tables, "halves_after"));
    this.joints = listOf(phraseList(tables, "joints"));
    const codes = Object.values(tables.currency?.codes ?? {}).filter(isAlphabetic);
    this.prefixes = new Set(
      codes.map((code) => code.toLowerCase()).filter((code) => !this.notAlone.has(code)),
    );
  }

  /** Returns the units of a kind that stand after a number. */
  after(kind: UnitKind): PhraseTable<Unit> {
    return this.#table(kind, "after");
  }

  /** Returns the units of a kind that stand before a number. */
  before(kind: UnitKind): PhraseTable<Unit> {
    return this.#table(kind, "before");
  }

  /** Returns what may close a number that has its unit before it: the degree of Celsius 5. */
  closing(kind: UnitKind): PhraseTable<true> {
    let table = this.#closing.get(kind);
    if (!table) {
      this.#closing.set(kind, (table = listOf(phraseList(this.#tables, `${kind}_closing`))));
    }
    return table;
  }

  /** Says whether a unit of another kind stands at a token. */
  isAnyUnit(tokens: Tokens, at: number): boolean {
    const kinds = ["dimension", "temperature", "age"] as const;
    return kinds.some((kind) => this.after(kind).longest(tokens, at));
  }

  /** Returns how many of one unit make another; null if it is no part of that. */
  partsOf(whole: Unit, part: Unit): number | null {
    const feet = this.#tables.feet ?? [];
    if (feet.some(([name, inch]) => name === whole.name && inch === part.name)) return INCHES;
    const codes = PARTS[whole.code] ?? [];
    const isPart = codes.includes(part.part) || (!whole.code && part.part === "CENT");
    return isPart ? (RATIOS[part.name] ?? HUNDREDTHS) : null;
  }

  /** Returns the units called degree, if a text's words show that they are of another kind. */
  degreesOfAnother(kind: UnitKind, tokens: Tokens): ReadonlySet<string> {
    const other = { dimension: "temperature", temperature: "angle", age: "", currency: "" }[kind];
    const words = new Set(phraseList(this.#tables, `${other}_words`));
    const found = tokens.some(({ plain }) => words.has(plain));
    return new Set(found ? phraseList(this.#tables, "degrees") : []);
  }

  #table(kind: UnitKind, side: "after" | "before"): PhraseTable<Unit> {
    let table = this.#phrases.get(`${kind} ${side}`);
    if (!table) {
      table = new PhraseTable(this.#rows(kind, side), false);
      this.#phrases.set(`${kind} ${side}`, table);
    }
    return table;
  }

  *#rows(kind: UnitKind, side: "after" | "before"): Iterable<UnitPhrase> {
    if (kind === "dimension") {
      const rows = side === "after" ? Object.entries(this.#tables.dimension ?? {}) : [];
      for (const [subtype, units] of rows) {
        for (const [name, phrases] of units)
          yield* phrasesOf(phrases, unitOf(kind, name, { subtype }));
      }
      return;
    }
    const { [side]: units = [], codes = {}, parts = {} }: UnitKindTables = this.#tables[kind] ?? {};
    for (const [name, phrases] of units) {
      const unit = unitOf(kind, name, { code: codes[name] ?? "", part: parts[name] ?? "" });
      yield* phrasesOf(phrases, unit);
    }
    for (const [name, code] of Object.entries(codes)) {
      const plain = code.toLowerCase();
      if (!isAlphabetic(code) || (side === "before" && this.notAlone.has(plain))) continue;
      const unit = unitOf(kind, name, { code });
      yield [plain, unit];
      yield [`${plain}$`, unit];
      yield [`m${plain}`, { ...unit, factor: MILLION }];
    }
  }
}

/** Says whether hundredths may follow a unit: it is a currency and no part of one. */
export function divides(unit: Unit): boolean {
  return unit.kind === "currency" && !unit.part;
}

function unitOf(kind: UnitKind, name: string, more: Partial<Unit>): Unit {
  return { kind, name, subtype: "", code: "", part: "", factor: 1, ...more };
}

function phrasesOf(phrases: string, unit: Unit): UnitPhrase[] {
  return phrases.split("|").map((phrase) => [phrase, unit]);
}

function listOf(phrases: readonly string[]): PhraseTable<true> {
  return new PhraseTable(phrases.map((phrase): [string, true] => [phrase, true]));
}

function isAlphabetic(code: string): boolean {
  return /^\p{L}+$/u.test(code);
}
