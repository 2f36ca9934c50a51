/** Lets the user say what the right answer was, where the function's project allows feedback. */

import { ask, showProblem } from "./service.js";

const SEVERAL = "multi-label-"; // the kinds of which an answer has several labels
const at = (id) => document.getElementById(id);

/**
 * Shows whether what is asked on the page is kept, and offers the labels that the function knows.
 *
 * @param {object} found the function, as the server shows it
 */
export function prepareFeedback(found) {
  at("kept").hidden = !found.feedback;
  at("several").hidden = !found.kind.startsWith(SEVERAL);
  at("known").replaceChildren(...found.labels.map((label) => new Option(label)));
}

/** Takes the offer of the last answer back. */
export function endFeedback() {
  at("feedback").hidden = true;
  at("thanks").textContent = "";
}

/**
 * Offers to say what the right answer was.
 *
 * @param {URL} address where feedback goes
 * @param {string} id the answer's id
 */
export function offerFeedback(address, id) {
  const form = at("feedback");
  const field = form.querySelector("input");
  field.value = "";
  form.hidden = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    const labels = field.value.split(",").map((each) => each.trim());
    const right = at("several").hidden ? { label: field.value } : { labels: labels.filter(Boolean) };
    void say(address, { id, ...right });
  };
  at("right").onclick = () => void say(address, { id, right: true });
}

async function say(address, feedback) {
  const body = JSON.stringify(feedback);
  try {
    await ask(address, { method: "POST", body, headers: { "Content-Type": "application/json" } });
    at("feedback").hidden = true;
    at("thanks").textContent = "Thank you. A person will look at it.";
    showProblem(null);
  } catch (error) {
    showProblem(error);
  }
}
