// What the theme's own script adds to a page, for those who use a keyboard or a screen reader.
const opaque = new CSSStyleSheet();
opaque.replaceSync("* { --alpha-light: 1 !important; }");

function mend() {
  // A table that is wider than the page can be scrolled by keyboard.
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (table.scrollWidth > table.clientWidth) {
      table.tabIndex = 0;
      table.role = "group";
      table.ariaLabel = "Table";
    } else {
      table.removeAttribute("tabindex");
    }
  }
  // The button beside a block of code is no navigation.
  for (const buttons of document.querySelectorAll(".md-code__nav")) buttons.role = "none";
  // What lies under the search's panel does not show through.
  for (const { shadowRoot } of document.querySelectorAll("body > div")) {
    if (shadowRoot?.adoptedStyleSheets.length === 0) shadowRoot.adoptedStyleSheets = [opaque];
  }
}
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
mend();

// The theme turns pages with the single keys p, n, comma and full stop: whoever began to type a word to search for,
// before the search was there, would lose the page.
const TURNS = new Set(["p", "n", ",", "."]);
const FIELDS = "input, textarea, select, [contenteditable]";
addEventListener(
  "keydown",
  (event) => {
    if (TURNS.has(event.key) && !event.composedPath()[0].matches?.(FIELDS)) event.stopPropagation();
  },
  { capture: true },
);
