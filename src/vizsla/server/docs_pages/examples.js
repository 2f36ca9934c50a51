/** Code that calls a function, ready to copy, with its own name, address, labels and input. */

import { deviceExamples } from "./device_examples.js";
import { feedbackExample } from "./feedback_example.js";

const SAMPLE_TEXT = "Two vets at 7pm next Friday, about $40 each";
const SAMPLE_FILES = {
  image: { file: "park.jpg", type: "image/jpeg" },
  audio: { file: "memo.wav", type: "audio/wav" },
};
const MOST_LABELS = 3;
const PLAIN = /^[\w.-]+$/; // names of files that no shell or form takes otherwise

/**
 * Returns the examples of a function: a title and code each.
 *
 * @param {string} base the server's address, ending in /
 * @param {object} found the function, as the server shows it
 * @param {{ needsKey: boolean, text: string, file: string }} given whether calls need a key, and the
 *   input that was entered; empty for a sample
 */
export function examples(base, found, given) {
  const path = `${base}v1/functions/${encodeURIComponent(found.name)}`;
  const sample = SAMPLE_FILES[found.modality] ?? SAMPLE_FILES.image;
  const call = {
    kind: found.manifest.kind,
    url: `${path}:call`,
    query: found.parameters.some((each) => each.name === "top") ? "?top=3" : "",
    needsKey: given.needsKey,
    isText: found.modality === "text",
    text: given.text.trim() || SAMPLE_TEXT,
    file: PLAIN.test(given.file) ? given.file : sample.file,
    type: sample.type,
    modality: found.modality,
    labels: labelNote(found.labels),
  };
  const onServer = [curl(call), python(call), javascript(call), node(call)];
  if (found.feedback) onServer.push(feedbackExample(path, call, found.labels[0] ?? "", quoted));
  // No runtime of browsers hears.
  return found.modality === "audio" ? onServer : [...onServer, ...deviceExamples(path, call)];
}

/** Returns a comment with the first labels; empty where there are none. */
function labelNote(labels) {
  if (labels.length === 0) return "";
  const shown = labels.slice(0, MOST_LABELS).map((each) => JSON.stringify(each));
  return shown.join(", ") + (labels.length > MOST_LABELS ? ", ..." : "");
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`; // for a shell

function curl({ url, query, needsKey, isText, text, file }) {
  const key = needsKey ? '-H "Authorization: Bearer $KEY" ' : "";
  const input = isText
    ? `-H "Content-Type: application/json" \\\n  -d ${quoted(JSON.stringify({ text }))}`
    : `-F file=@${file}`;
  return { title: "curl", code: `curl ${key}${input} \\\n  "${url}${query}"\n` };
}

function python({ kind, modality, url, query, needsKey, isText, text, file, labels }) {
  const key = needsKey ? ", headers=headers" : "";
  const headers = needsKey ? "headers = {\"Authorization\": f\"Bearer {os.environ['KEY']}\"}\n" : "";
  const top = query ? 'params={"top": 3}, ' : "";
  const word = modality === "audio" ? "sound" : "image";
  const input = isText
    ? `text = ${JSON.stringify(text)}
response = httpx.post(url, ${top}json={"text": text}${key})
`
    : `with open("${file}", "rb") as ${word}:
    response = httpx.post(url, ${top}files={"file": ${word}}${key})
`;
  const more = {
    "entity-recognition": ["entities", 'each["text"], each["kind"], each["value"]'],
    "object-detection": ["boxes", 'each["label"], each["score"], each["x"], each["y"]'],
    "speech-recognition": ["segments", 'each["start"], each["end"], each["text"], each["score"]'],
  }[kind];
  const loop = more ? `for each in answer["${more[0]}"]:\n    print(${more[1]})\n` : "";
  return {
    title: "Python",
    code: `import ${needsKey ? "os\nimport " : ""}httpx

url = "${url}"
${headers}${input}response.raise_for_status()
answer = response.json()
${labels && `# ${labels}\n`}print(answer["answer"], answer["score"], answer["sure"])
${loop}`,
  };
}

function javascript(call) {
  const { isText, text, needsKey } = call;
  const form = `const form = new FormData();
form.append("file", input.files[0]); // an <input type="file">
`;
  const options = isText
    ? jsonBody(text, needsKey, "key")
    : `  body: form,\n${needsKey ? "  headers: { Authorization: `Bearer ${key}` },\n" : ""}`;
  return { title: "JavaScript", code: (isText ? "" : form) + fetched(call, options) };
}

function node(call) {
  const { isText, text, file, type, needsKey } = call;
  const key = needsKey ? ", Authorization: `Bearer ${process.env.KEY}`" : "";
  const options = isText
    ? jsonBody(text, needsKey, "process.env.KEY")
    : `  body: await readFile("${file}"),\n  headers: { "Content-Type": "${type}"${key} },\n`;
  const read = isText ? "" : 'import { readFile } from "node:fs/promises";\n\n';
  return {
    title: "Node",
    code: `${read}${fetched(call, options)}console.log(answer, score, sure);\n`,
  };
}

function jsonBody(text, needsKey, key) {
  const bearer = needsKey ? `, Authorization: \`Bearer \${${key}}\`` : "";
  return `  body: JSON.stringify({ text: ${JSON.stringify(text)} }),
  headers: { "Content-Type": "application/json"${bearer} },
`;
}

function fetched({ url, query, labels }, options) {
  return `const url = "${url}${query}";
const response = await fetch(url, {
  method: "POST",
${options}});
const { answer, score, sure } = await response.json();${labels && ` // ${labels}`}
`;
}
