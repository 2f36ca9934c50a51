/** The names of dogs. */

/** The most UTF-16 units of a name. */
export const MOST_NAME = 60;

/** Returns a dog's name with a number behind it, where other dogs have it. */
export function freeName(name: string, taken: readonly string[]): string {
  const all = new Set(taken.map((each) => each.toLowerCase()));
  let free = name;
  for (let number = 2; all.has(free.toLowerCase()); number++) {
    free = `${cleanName(name.slice(0, MOST_NAME - 5))} ${number}`;
  }
  return free;
}

/** Returns a dog's name in one line of visible characters; it may be empty. */
export function cleanName(text: string): string {
  const visible = text.normalize("NFC").replace(/\p{C}/gu, "").trim();
  return visible
    .slice(0, MOST_NAME)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}
