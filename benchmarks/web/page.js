/** What run.py calls in the page: it says when, the page measures. */
import { ENGINES } from "./engines.js";
import * as alone from "./alone.js";
import { readPixels } from "./pictures.js";

const engines = {};
const pictures = {};

window.bench = {
  alone,

  /** Decodes the pictures of a folder ahead of everything that is timed. */
  async prepare(folder, count) {
    pictures[folder] = [];
    for (let number = 0; number < count; number++) {
      pictures[folder].push(await readPixels(`/made/${folder}/${number}.png`));
    }
  },

  /** Loads an engine; then its first answer. Milliseconds. */
  async open(name, options = {}) {
    const picture = pictures.photos[0];
    const begin = performance.now();
    engines[name] = ENGINES[name](options);
    await engines[name].load();
    const loaded = performance.now();
    await engines[name].answer(picture);
    return { load: loaded - begin, first: performance.now() - loaded };
  },

  /** Milliseconds from pixels to the best label, and the label, of `count` photographs. */
  async answers(name, from, count) {
    const found = [];
    for (const picture of turn(pictures.photos, from, count)) {
      const begin = performance.now();
      const answer = await engines[name].answer(picture);
      found.push({ ms: performance.now() - begin, ...answer });
    }
    return found;
  },

  /** Milliseconds of the graph alone, of `count` photographs. */
  async graphs(name, from, count) {
    const found = [];
    for (const picture of turn(pictures.photos, from, count)) {
      found.push(await engines[name].graph(picture));
    }
    return found;
  },

  /** The softmax of a square that is 224 x 224 already. */
  async probabilities(name, number) {
    return Array.from(await engines[name].probabilities(pictures.squares[number]));
  },

  /** Which build of our engine answers, and its memory. */
  facts: () => engines.vizsla.facts(),
};

function turn(all, from, count) {
  return Array.from({ length: count }, (_, each) => all[(from + each) % all.length]);
}
