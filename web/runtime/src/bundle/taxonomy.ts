/**
 * Reads `taxonomy.json`: the kinds above the labels, as WordNet orders them:
 * `{id: {"name": ..., "parents": [id, ...]}}`, the labels included.
 */
import { BundleDamagedError } from "../errors.js";
import { Fields } from "./fields.js";
import { parseJson, shown } from "./json.js";

interface KindAbove {
  readonly name: string;
  readonly parents: readonly string[];
}

/** Kinds by id: their names, and the kinds above them. */
export class Taxonomy {
  /** @param where - the file's name, for messages. */
  constructor(
    private readonly kinds: ReadonlyMap<string, KindAbove>,
    private readonly where: string,
  ) {}

  /** Whether there is a kind of that id. */
  has(id: string): boolean {
    return this.kinds.has(id);
  }

  /**
   * Returns the names from the widest kind down to this one, along the first parents.
   * @throws BundleDamagedError - there is no kind of that id.
   */
  path(id: string): string[] {
    const path: string[] = [];
    let at: string | undefined = id;
    // A kind that is above itself must not hold this up.
    while (at !== undefined && path.length <= this.kinds.size) {
      const kind: KindAbove = this.#kind(at);
      path.push(kind.name);
      at = kind.parents[0];
    }
    return path.reverse();
  }

  /**
   * Returns the ids of all kinds above this one, and its own.
   * @throws BundleDamagedError - there is no kind of that id.
   */
  above(id: string): Set<string> {
    const found = new Set<string>();
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      for (const parent of this.#kind(at).parents) open.push(parent);
    }
    return found;
  }

  /** Returns the ids of the kinds of that name, in whatever case, or the id itself. */
  find(word: string): string[] {
    if (this.kinds.has(word)) return [word];
    const wanted = caseFold(word);
    return [...this.kinds].filter(([, { name }]) => caseFold(name) === wanted).map(([id]) => id);
  }

  #kind(id: string): KindAbove {
    const kind = this.kinds.get(id);
    if (kind === undefined) {
      throw new BundleDamagedError(
        `${this.where} holds no kind ${shown(id)}, which the function needs; copy the bundle again`,
      );
    }
    return kind;
  }
}

/**
 * Returns a text without the difference between cases. It is Python's `casefold`, which JavaScript
 * lacks, but for the dotless i and for letters that are newer than one of the two languages knows.
 */
function caseFold(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * Checks and reads the file.
 * @param where - its name, for messages.
 * @throws BundleDamagedError - it is not such a file, or names a parent that it does not hold.
 */
export function readTaxonomy(content: Uint8Array, where: string): Taxonomy {
  const fields = new Fields({ kinds: parseJson(content, where) }, where);
  const kinds = new Map(
    fields
      .named("kinds")
      .map(([id, each]) => [id, { name: each.text("name"), parents: each.texts("parents") }]),
  );
  for (const [id, { parents }] of kinds) {
    const lost = parents.find((each) => !kinds.has(each));
    if (lost !== undefined) {
      throw new BundleDamagedError(
        `${where}: ${shown(id)} names a kind above it that is not there (${shown(lost)}); copy ` +
          "the bundle again",
      );
    }
  }
  return new Taxonomy(kinds, where);
}
