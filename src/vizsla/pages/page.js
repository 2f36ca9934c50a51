"use strict";
// What pages share: calls to copy, tables to sort, a shelf that shows pictures. Text goes in as
// text, never as HTML.
const vizsla = {
  /** Make an element with a class, a text and children. */
  make(tag, name, text, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined && text !== null) made.textContent = text;
    made.append(...children);
    return made;
  },

  /** The JSON of a <script type="application/json"> of that id. */
  data(id) {
    return JSON.parse(document.getElementById(id).textContent);
  },

  /** Show pictures: items are {uri, lines: [text]}; an empty uri is a grey field. */
  shelf(title, note, items) {
    const shelf = document.getElementById("shelf");
    document.getElementById("shelf-title").textContent = title;
    document.getElementById("shelf-note").textContent = note;
    document.getElementById("shelf-pictures").replaceChildren(...items.map(vizsla.figure));
    shelf.showModal();
    shelf.scrollTop = 0;
  },

  figure(item) {
    const picture = vizsla.make(item.uri ? "img" : "span", "picture");
    if (item.uri) {
      picture.src = item.uri;
      picture.alt = "";
    }
    const caption = vizsla.make("figcaption");
    item.lines.forEach((line, number) => {
      if (number) caption.append(document.createElement("br"));
      caption.append(number ? line : vizsla.make("strong", "", line));
    });
    return vizsla.make("figure", "", null, picture, caption);
  },

  sort(header) {
    const table = header.closest("table");
    const column = header.cellIndex;
    const down = header.getAttribute("aria-sort") !== "descending";
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const order = x !== "" && y !== "" && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
  },
};

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const done = () => {
      const before = copier.textContent;
      copier.textContent = "Copied";
      setTimeout(() => { copier.textContent = before; }, 1500);
    };
    const select = () => {  // a page opened from a file may have no clipboard
      const code = copier.parentElement.querySelector("code");
      if (code) getSelection().selectAllChildren(code);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(copier.dataset.copy).then(done, select);
    else select();
  }
  const sorter = event.target.closest("button.sort");
  if (sorter) vizsla.sort(sorter.closest("th"));
  const shelf = document.getElementById("shelf");
  if (event.target === shelf) shelf.close();
});
