/** The colour of a label: the same in every room, by the label's place among the project's labels. */

const COLOURS = 10;

/** Returns a CSS colour. Labels past the tenth share colours, so that a name always stands beside. */
export function labelColour(label: string, labels: readonly { readonly name: string }[]): string {
  const at = labels.findIndex((each) => each.name === label);
  return at < 0 ? "var(--ink-faint)" : `var(--label-${(at % COLOURS) + 1})`;
}
