/** The names of dogs. */

/** The most UTF-16 units of a name. */
export const MOST_NAME = 60;

/** Returns a dog's name in one line of visible characters; it may be empty. */
export function cleanName(text: string): string {
  const visible = text.normalize("NFC").replace(/\p{C}/gu, "").trim();
  return visible
    .slice(0, MOST_NAME)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}
