"use strict";
// The parts that pages share: buttons that copy, tables to sort, a gallery. Text is put in as text,
// never as HTML.
const vizsla = {
  /** Make an element with a class, a text and children. */
  element(tag, name, text, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined && text !== null) element.textContent = text;
    element.append(...children);
    return element;
  },

  /** Read the JSON of the <script type="application/json"> with an id. */
  data(id) {
    return JSON.parse(document.getElementById(id).textContent);
  },

  /** Show previews in the dialog: items are {uri, text, lines: [text]}; without either, a grey field. */
  showGallery(title, note, items) {
    const gallery = document.getElementById("gallery");
    document.getElementById("gallery-title").textContent = title;
    document.getElementById("gallery-note").textContent = note;
    document.getElementById("gallery-items").replaceChildren(...items.map(vizsla.figure));
    gallery.showModal();
    gallery.scrollTop = 0;
  },

  /** Make a figure of a preview and its caption; the first line is strong. */
  figure(item) {
    const preview = item.text
      ? vizsla.element("p", "preview excerpt", item.text)
      : vizsla.element(item.uri ? "img" : "span", "preview");
    if (item.text) {
      preview.dir = "auto";
    } else if (item.uri) {
      preview.src = item.uri;
      preview.alt = "";
    }
    const caption = vizsla.element("figcaption");
    item.lines.forEach((line, number) => {
      if (number) caption.append(document.createElement("br"));
      caption.append(number ? line : vizsla.element("strong", "", line));
    });
    return vizsla.element("figure", "", null, preview, caption);
  },

  /** Sort a table by the column of a header, the largest values first, then the other way round. */
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
    const confirm = () => {
      const label = copier.textContent;
      copier.textContent = "Copied";
      setTimeout(() => { copier.textContent = label; }, 1500);
    };
    const select = () => {  // a page that was opened from a file may have no clipboard
      const code = copier.parentElement.querySelector("code");
      if (code) getSelection().selectAllChildren(code);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(copier.dataset.copy).then(confirm, select);
    else select();
  }
  const sorter = event.target.closest("button.sort");
  if (sorter) vizsla.sort(sorter.closest("th"));
  const gallery = document.getElementById("gallery");
  if (event.target === gallery) gallery.close();  // a click beside its content
});
