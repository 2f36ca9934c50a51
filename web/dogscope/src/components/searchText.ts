/** Returns a text in the form in which it is searched: without case and accents. */
export function searchable(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/’/g, "'")
    .toLowerCase()
    .trim();
}
