/** A table of phrases, and the longest one at a place of a text. */
import { splitWords } from "./characters.js";
import { SourceText } from "./sourceText.js";
import { cutTokens, type Tokens } from "./textTokens.js";

class Node<T> {
  readonly next = new Map<string, Node<T>>();
  value: T | undefined;
}

/** A phrase that was found: the position after it, and its value. */
export type FoundPhrase<T> = readonly [end: number, value: T];

/** Phrases with a value each, as a tree of their tokens. */
export class PhraseTable<T> {
  readonly #root = new Node<T>();

  /**
   * @param phrases pairs of a phrase and its value. `(a|b)` is one of several, `[a]` is optional. Of
   *     the same phrase twice, the first counts.
   * @param templates whether brackets mean that, and not themselves.
   */
  constructor(phrases: Iterable<readonly [string, T]>, templates = true) {
    for (const [template, value] of phrases) {
      for (const phrase of templates ? expandPhrase(template) : [template]) {
        this.#add(phrase, value);
      }
    }
  }

  /** Whether there is no phrase. */
  get isEmpty(): boolean {
    return this.#root.next.size === 0;
  }

  /** The words with which the phrases begin. */
  get firstWords(): Iterable<string> {
    return this.#root.next.keys();
  }

  /** Returns the tokens at which a phrase may start, in order. */
  starts(tokens: Tokens): number[] {
    const { next } = this.#root;
    const found: number[] = [];
    if (!next.size) return found;
    for (let at = 0; at < tokens.length; at++) if (next.has(tokens[at]!.plain)) found.push(at);
    return found;
  }

  #add(phrase: string, value: T): void {
    let node = this.#root;
    for (const [position, token] of cutTokens(new SourceText(phrase)).entries()) {
      const key = position ? token.key : token.plain;
      let next = node.next.get(key);
      if (!next) node.next.set(key, (next = new Node()));
      node = next;
    }
    if (node !== this.#root && node.value === undefined) node.value = value;
  }

  /** Returns the longest phrase that starts at a token. */
  longest(tokens: Tokens, start: number): FoundPhrase<T> | null {
    let found: FoundPhrase<T> | null = null;
    let node = start < tokens.length ? this.#root.next.get(tokens[start]!.plain) : undefined;
    for (let at = start + 1; node; at++) {
      if (node.value !== undefined) found = [at, node.value];
      node = at < tokens.length ? node.next.get(tokens[at]!.key) : undefined;
    }
    return found;
  }

  /** Returns every phrase that starts at a token, the longest first. */
  allAt(tokens: Tokens, start: number): FoundPhrase<T>[] {
    const found: FoundPhrase<T>[] = [];
    let node = start < tokens.length ? this.#root.next.get(tokens[start]!.plain) : undefined;
    for (let at = start + 1; node; at++) {
      if (node.value !== undefined) found.push([at, node.value]);
      node = at < tokens.length ? node.next.get(tokens[at]!.key) : undefined;
    }
    return found.reverse();
  }
}

/** Returns all phrases of a template: `(more|greater) than` is two, `a[n]` is two. */
export function expandPhrase(template: string): string[] {
  const [phrases, rest] = sequence(template, 0);
  if (rest !== template.length) throw new Error(`the phrase '${template}' has a bracket too many`);
  return phrases.map((phrase) => splitWords(phrase).join(" "));
}

function sequence(template: string, start: number): [string[], number] {
  const done: string[] = [];
  let current = [""];
  let at = start;
  for (; at < template.length && !")]".includes(template[at]!); at++) {
    const letter = template[at]!;
    if (letter === "|") {
      done.push(...current);
      current = [""];
    } else if (letter === "(" || letter === "[") {
      const [inner, end] = sequence(template, at + 1);
      if (end >= template.length) {
        throw new Error(`the phrase '${template}' lacks a closing bracket`);
      }
      at = end;
      if (letter === "[") inner.push("");
      current = current.flatMap((before) => inner.map((each) => before + each));
    } else {
      current = current.map((before) => before + letter);
    }
  }
  return [[...done, ...current], at];
}
