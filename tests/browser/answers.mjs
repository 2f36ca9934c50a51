// Answers pictures in Node: node answers.mjs RUNTIME FUNCTION, a path a line on standard input.
// Writes an Answer, or the name of an error, a line.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [runtime, name] = process.argv.slice(2);
const { load } = await import(pathToFileURL(runtime).href);
const answer = await load(name);
for await (const path of createInterface({ input: process.stdin })) {
  const result = await answer(path).catch((error) => ({ error: error.name }));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
