/** Finds labels by what is typed. */

const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** Returns the labels that have the text in them, those that begin with it first. */
export function foundLabels(labels: readonly string[], text: string): string[] {
  const wanted = plain(text);
  const place = (label: string) => plain(label).indexOf(wanted);
  return labels
    .filter((each) => place(each) >= 0)
    .sort((a, b) => Number(place(a) > 0) - Number(place(b) > 0));
}
