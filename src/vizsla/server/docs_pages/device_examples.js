/** Code that loads a function from the server once, and calls it on the device. */

const RECOGNITION = "entity-recognition"; // its tables are in the runtime itself

/**
 * Returns the examples: a title and code each.
 *
 * @param {string} path the function's address
 * @param {object} call the function and its input, as in examples.js
 */
export function deviceExamples(path, call) {
  const titles = ["In the browser, on the device", "In Node, on the device"];
  return titles.map((title, at) => ({ title, code: code(path, call, at === 1) }));
}

function code(path, { kind, needsKey, isText, text, file }, inNode) {
  const print = inNode ? "console.log(answer, score);\n" : "";
  if (kind === RECOGNITION) {
    return `import { recognizeText } from "@vizsla/runtime/recognize";

const { answer, score, entities } = await recognizeText(${JSON.stringify(text)});
${print}`;
  }
  const key = inNode ? "process.env.KEY" : "key";
  const headers = needsKey ? `, {\n  headers: { Authorization: \`Bearer \${${key}}\` },\n}` : "";
  const input = isText ? JSON.stringify(text) : inNode ? `"${file}"` : "input.files[0]";
  return `import { load } from "@vizsla/runtime";

const call = await load("${path}/bundle/"${headers});
const { answer, score } = await call(${input});
${print}`;
}
