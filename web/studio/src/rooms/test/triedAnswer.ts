/** An answer, and whether two are the same. */

/** What both answers have. */
export interface TriedAnswer {
  readonly answer: string | null;
  readonly score: number;
  readonly sure: boolean;
  readonly novel: boolean;
  readonly alternatives: readonly { readonly answer: string; readonly score: number }[];
  readonly labels?: readonly { readonly label: string }[];
  readonly entities?: readonly {
    readonly text: string;
    readonly kind: string;
    readonly start: number;
    readonly end: number;
  }[];
}

const CLOSE = 1e-6;

/** Returns whether two answers are the same: labels in the same order, equal scores, equal entities. */
export function areSame(a: TriedAnswer, b: TriedAnswer): boolean {
  const places = (answer: TriedAnswer) =>
    JSON.stringify((answer.entities ?? []).map(({ kind, start, end }) => [kind, start, end]));
  return (
    a.answer === b.answer &&
    a.sure === b.sure &&
    Math.abs(a.score - b.score) <= CLOSE &&
    a.alternatives.length === b.alternatives.length &&
    a.alternatives.every((each, at) => {
      const other = b.alternatives[at]!;
      return each.answer === other.answer && Math.abs(each.score - other.score) <= CLOSE;
    }) &&
    places(a) === places(b)
  );
}
