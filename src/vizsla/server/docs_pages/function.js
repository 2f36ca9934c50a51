/** The page of one function: its options, code to copy, and an input to try. */

import { examples } from "./examples.js";
import { ask, key, showProblem } from "./service.js";

const MOST_LABELS = 100;
const root = new URL("..", document.baseURI); // behind a proxy's prefix, too
const name = decodeURIComponent(location.pathname.split("/").at(-1));
const at = (id) => document.getElementById(id);
const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

async function show() {
  const found = await ask(new URL(`v1/functions/${encodeURIComponent(name)}`, root));
  document.title = `${found.name} · Vizsla`;
  at("name").textContent = found.name;
  at("description").textContent = found.description;
  const more = found.labels.length - MOST_LABELS;
  const shown = found.labels.slice(0, MOST_LABELS).join(", ");
  at("labels").textContent = (shown || "none") + (more > 0 ? `, and ${more} more` : "");
  at("card").textContent = found.card;
  at("parameters").replaceChildren(...found.parameters.map(row));
  at("examples").replaceChildren(...examples(root.href, found, key() !== "").map(figure));
  const field = found.modality === "text" ? "text-field" : "file-field";
  at(field).hidden = false;
  at("try").onsubmit = (event) => {
    event.preventDefault();
    void answer(found.modality);
  };
  at("content").hidden = false;
}

function row({ name: parameter, description }) {
  const line = made("tr", "");
  const cell = made("td", "");
  cell.append(made("code", parameter));
  const meaning = made("td", "");
  // What stands between backticks is code.
  meaning.append(
    ...description.split("`").map((part, at) => made(at % 2 === 0 ? "span" : "code", part)),
  );
  line.append(cell, meaning);
  return line;
}

function figure({ title, code }) {
  const place = made("figure", "");
  const caption = made("figcaption", "");
  const copy = made("button", "Copy");
  copy.onclick = async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = "Copied";
  };
  caption.append(made("strong", title), copy);
  const shown = made("pre", code);
  shown.className = "code";
  shown.tabIndex = 0;
  place.append(caption, shown);
  return place;
}

async function answer(modality) {
  const address = new URL(`v1/functions/${encodeURIComponent(name)}:call`, root);
  let options;
  if (modality === "text") {
    const text = at("text-field").querySelector("textarea").value;
    options = { body: JSON.stringify({ text }), headers: { "Content-Type": "application/json" } };
  } else {
    const [file] = at("file-field").querySelector("input").files;
    if (file === undefined) return;
    const form = new FormData();
    form.append("file", file);
    options = { body: form };
  }
  at("answer").textContent = "…";
  try {
    const value = await ask(address, { method: "POST", ...options });
    const word = value.sure ? "sure" : value.likely ? "likely" : "not sure";
    at("answer").textContent = `${value.answer ?? "none of these"} (${value.score.toFixed(2)}, ${word})`;
    at("json").textContent = JSON.stringify(value, null, 2);
    at("json").hidden = false;
    showProblem(null);
  } catch (error) {
    at("answer").textContent = "";
    at("json").hidden = true;
    showProblem(error);
  }
}

show().catch(showProblem);
