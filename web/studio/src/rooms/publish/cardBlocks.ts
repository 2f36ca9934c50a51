/** Reads the Markdown of a card: headings, paragraphs, lists and tables, as the server writes it. */

export type CardBlock =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

/** Returns the parts of a card; a text in it is plain, whatever it holds. */
export function cardBlocks(markdown: string): CardBlock[] {
  return markdown
    .split(/\n{2,}/)
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .flatMap(parts);
}

function parts(block: string): CardBlock[] {
  const heading = /^(#{1,3}) (.*)$/.exec(block);
  if (heading !== null)
    return [{ kind: "heading", level: heading[1]!.length, text: plain(heading[2]!) }];
  const lines = block.split("\n");
  if (lines.every((each) => each.startsWith("|")))
    return [{ kind: "table", rows: lines.filter((_, at) => at !== 1).map(cells) }];
  const found: CardBlock[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    const item = line.startsWith("- ") ? plain(line.slice(2)) : null;
    if (item === null) found.push({ kind: "text", text: plain(line) });
    else if (last?.kind === "list")
      found[found.length - 1] = { kind: "list", items: [...last.items, item] };
    else found.push({ kind: "list", items: [item] });
  }
  return found;
}

function cells(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((each) => plain(each.trim()));
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Returns a text without the marks that keep it from being Markdown or HTML. */
function plain(text: string): string {
  return text
    .replace(/\\([\\`*_[\]~|#+=.)-])/g, "$1")
    .replace(/`/g, "")
    .replace(/&(?:lt|gt|amp);/g, (each) => ENTITIES[each]!);
}
