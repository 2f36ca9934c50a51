/** Shows a function's card, which is Markdown: headings, lists, tables and paragraphs. */

const made = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });

/**
 * Returns the parts of a card, without the name and the description, which the page has already.
 *
 * @param {string} card the Markdown
 * @param {string} description
 * @returns {HTMLElement[]}
 */
export function cardParts(card, description) {
  const blocks = card.trim().split(/\n{2,}/);
  const rest = blocks.filter((each, at) => !(at < 2 && (/^# /.test(each) || each === description)));
  return rest.map(partOf);
}

function partOf(block) {
  const heading = /^#+ (.*)$/.exec(block);
  if (heading) return made("h3", heading[1]);
  if (/^\|/.test(block)) return made("pre", block);
  const part = made(/^- /.test(block) ? "ul" : "p");
  if (part.tagName === "P") part.append(...withCode(block));
  else {
    for (const item of block.split(/\n?^- /m).slice(1)) {
      const row = made("li");
      row.append(...withCode(item));
      part.append(row);
    }
  }
  return part;
}

/** Returns a text in which what stands between backticks is code. */
export function withCode(text) {
  return text.split("`").map((part, at) => (at % 2 === 0 ? part : made("code", part)));
}
