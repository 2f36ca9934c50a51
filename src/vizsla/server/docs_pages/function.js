/** The page of one function: its options, code to copy, and an input to try. */

import { answerLine, answerParts } from "./answer_view.js";
import { cardParts, withCode } from "./card_view.js";
import { examples } from "./examples.js";
import { endFeedback, offerFeedback, prepareFeedback } from "./feedback_view.js";
import { ask, askWithId, key, showProblem } from "./service.js";

const MOST_LABELS = 100;
const root = new URL("..", document.baseURI); // behind a proxy's prefix, too
const name = decodeURIComponent(location.pathname.split("/").at(-1));
const at = (id) => document.getElementById(id);
const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
const text = () => at("text-field").querySelector("textarea").value;
const file = () => at("file-field").querySelector("input").files[0] ?? null;

async function show() {
  const found = await ask(new URL(`v1/functions/${encodeURIComponent(name)}`, root));
  document.title = `${found.name} · Vizsla`;
  at("name").textContent = found.name;
  at("description").textContent = found.description;
  const more = found.labels.length - MOST_LABELS;
  const shown = found.labels.slice(0, MOST_LABELS).join(", ");
  at("labels").textContent = shown + (more > 0 ? `, and ${more} more` : "");
  at("all-labels").hidden = shown === "";
  at("card").replaceChildren(...cardParts(found.card, found.description));
  at("parameters").replaceChildren(...found.parameters.map(row));
  at("options").hidden = found.parameters.length === 0;
  at("with-key").hidden = key() === "";
  if (found.modality === "audio") {
    at("file-kind").textContent = "A sound";
    at("file-field").querySelector("input").accept = "audio/*";
  }
  const field = at(found.modality === "text" ? "text-field" : "file-field");
  field.hidden = false;
  field.oninput = () => showExamples(found);
  showExamples(found);
  prepareFeedback(found);
  at("try").onsubmit = (event) => {
    event.preventDefault();
    void answer(found.modality);
  };
  at("content").hidden = false;
}

/** Shows the code with the input that was entered. */
function showExamples(found) {
  const given = { needsKey: key() !== "", text: text(), file: file()?.name ?? "" };
  at("examples").replaceChildren(...examples(root.href, found, given).map(figure));
}

function row({ name: parameter, description }) {
  const line = made("tr", "");
  const cell = made("td", "");
  cell.append(made("code", parameter));
  const meaning = made("td", "");
  meaning.append(...withCode(description));
  line.append(cell, meaning);
  return line;
}

function figure({ title, code }) {
  const place = made("figure", "");
  const caption = made("figcaption", "");
  const copy = made("button", "Copy");
  copy.className = "plain";
  copy.ariaLabel = `Copy: ${title}`;
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
  endFeedback();
  const image = file();
  let options;
  if (modality === "text") {
    const body = JSON.stringify({ text: text() });
    options = { body, headers: { "Content-Type": "application/json" } };
  } else {
    if (image === null) return;
    const form = new FormData();
    form.append("file", image);
    options = { body: form };
  }
  at("answer").textContent = "…";
  at("shown").replaceChildren();
  at("whole").hidden = true;
  try {
    const { value, id } = await askWithId(address, { method: "POST", ...options });
    at("answer").replaceChildren(...answerLine(value));
    at("shown").replaceChildren(...(await answerParts(value, modality === "image" ? image : null)));
    const short = value.sound ? { ...value, answer: `${value.answer.slice(0, 40)}...` } : value;
    at("json").textContent = JSON.stringify(short, null, 2);
    at("whole").hidden = false;
    showProblem(null);
    if (id !== null) offerFeedback(new URL(address.href.replace(/:call$/, ":feedback")), id);
  } catch (error) {
    at("answer").textContent = "";
    showProblem(error);
  }
}

show().catch(showProblem);
