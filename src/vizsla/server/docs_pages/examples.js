/** Code that calls a function over HTTP, ready to copy, with its own name and address. */

const SAMPLE = { text: "Two vets at 7pm next Friday, about $40 each", file: "park.jpg" };

/**
 * Returns the examples of a function: a title and code each.
 *
 * @param {string} base the server's address, ending in /
 * @param {{ name: string, modality: string }} of the function
 * @param {boolean} needsKey whether calls need a key
 */
export function examples(base, { name, modality }, needsKey) {
  const address = `${base}v1/functions/${encodeURIComponent(name)}:call`;
  const bundle = `${base}v1/functions/${encodeURIComponent(name)}/bundle/`;
  const make = modality === "text" ? ofText : ofFile;
  return [
    ...make(address, needsKey),
    {
      title: "Without the server: in the browser or in Node, on the device",
      code: `import { load } from "@vizsla/runtime";

const call = await load("${bundle}");
`,
    },
  ];
}

function ofFile(address, needsKey) {
  const { file } = SAMPLE;
  return [
    {
      title: "curl",
      code: `curl ${needsKey ? '-H "Authorization: Bearer $KEY" ' : ""}-F file=@${file} "${address}?top=3"\n`,
    },
    {
      title: "Python",
      code: `import ${needsKey ? "os\nimport " : ""}httpx

with open("${file}", "rb") as image:
    response = httpx.post(
        "${address}",
        params={"top": 3},
        files={"file": image},${needsKey ? '\n        headers={"Authorization": f"Bearer {os.environ[\'KEY\']}"},' : ""}
    )
response.raise_for_status()
answer = response.json()
print(answer["answer"], answer["score"], answer["sure"])
`,
    },
    {
      title: "JavaScript",
      code: `const form = new FormData();
form.append("file", input.files[0]); // an <input type="file">
const response = await fetch("${address}?top=3", {
  method: "POST",
  body: form,${needsKey ? "\n  headers: { Authorization: `Bearer ${key}` }," : ""}
});
const { answer, score, sure } = await response.json();
`,
    },
    {
      title: "Node",
      code: `import { readFile } from "node:fs/promises";

const response = await fetch("${address}?top=3", {
  method: "POST",
  body: await readFile("${file}"),
  headers: { "Content-Type": "image/jpeg"${needsKey ? ", Authorization: `Bearer ${process.env.KEY}`" : ""} },
});
const { answer, score, sure } = await response.json();
console.log(answer, score, sure);
`,
    },
  ];
}

function ofText(address, needsKey) {
  const text = SAMPLE.text;
  const javascript = (key, print) => `const response = await fetch("${address}?top=3", {
  method: "POST",
  body: JSON.stringify({ text: "${text}" }),
  headers: { "Content-Type": "application/json"${needsKey ? `, Authorization: \`Bearer \${${key}}\`` : ""} },
});
const { answer, score, sure } = await response.json();
${print}`;
  return [
    {
      title: "curl",
      code: `curl ${needsKey ? '-H "Authorization: Bearer $KEY" ' : ""}-H "Content-Type: application/json" \\
  -d '{"text": "${text}"}' "${address}?top=3"\n`,
    },
    {
      title: "Python",
      code: `import ${needsKey ? "os\nimport " : ""}httpx

response = httpx.post(
    "${address}",
    params={"top": 3},
    json={"text": "${text}"},${needsKey ? '\n    headers={"Authorization": f"Bearer {os.environ[\'KEY\']}"},' : ""}
)
response.raise_for_status()
answer = response.json()
print(answer["answer"], answer["score"], answer["sure"])
`,
    },
    { title: "JavaScript", code: javascript("key", "") },
    { title: "Node", code: javascript("process.env.KEY", "console.log(answer, score, sure);\n") },
  ];
}
