// The runtime in Node, asked line by line: node answers.mjs RUNTIME. A line of standard input is
// [FUNCTION, PATH, OPTIONS] as JSON; a line of standard output is an Answer, or {error, message}. The
// option `method` names a method of the function to call instead.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { load } = await import(pathToFileURL(process.argv[2]).href);
const loaded = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, picture, { method, ...options }] = JSON.parse(line);
  if (!loaded.has(name)) loaded.set(name, load(name));
  const result = await loaded
    .get(name)
    .then((answer) => (method ? answer[method](picture, options) : answer(picture, options)))
    .catch((error) => ({ error: error.name, message: error.message }));
  const plain = ArrayBuffer.isView(result) ? Array.from(result) : result;
  process.stdout.write(`${JSON.stringify(plain)}\n`);
}
