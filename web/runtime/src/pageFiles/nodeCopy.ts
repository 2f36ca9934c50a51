/** `npx vizsla-runtime public/vizsla`: copies what a page needs to a folder that is served. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { listModules, listPageFiles, namesOf } from "./nodePageFiles.js";
import { ALL_PARTS, completeParts, NO_PARTS } from "./parts.js";

const HELP = `Usage: npx vizsla-runtime FOLDER [--functions NAMES] [--own MODALITIES] [--engine BUILDS]

Copies what a page loads (modules, worker, engine, functions) to FOLDER, such as public/vizsla. Then a
page without a bundler says: import { describeImage } from "./vizsla/index.js";
An app with Vite needs no copy: see @vizsla/runtime/vite. With another bundler say where the folder is:
configure({ base: "/vizsla/" }).

Without options it copies everything; with the first two only what they name:

  --functions  the shipped functions that the page loads, such as describe-image,listen
  --own        the modalities of functions of your own that it loads: image,text,sound
  --engine     lean runs the shipped functions; whole any graph, and on several threads

Packages of encoders (@vizsla/text, @vizsla/sound) that are installed are copied for --own, and
onnxruntime-web for listen.`;

try {
  copy(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function copy(words: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      functions: { type: "string" },
      own: { type: "string" },
      engine: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [folder, ...more] = positionals;
  if (values.help || folder === undefined || more.length > 0) {
    const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    console.error(`@vizsla/runtime ${version}\n${HELP}`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const isPart = values.functions !== undefined || values.own !== undefined;
  const asked = {
    functions: listOf(values.functions),
    own: listOf(values.own),
    engine: values.engine,
  };
  const parts = completeParts(asked, isPart ? NO_PARTS : ALL_PARTS);
  const app = process.cwd();
  let bytes = 0;
  for (const file of [...listModules(parts), ...listPageFiles(parts, app)]) {
    const content = file.read();
    bytes += content.length;
    const target = join(resolve(folder), file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  console.log(`${folder} has ${(bytes / 1e6).toFixed(1)} MB: ${namesOf(parts)}.`);
}

function listOf(names: string | undefined): string[] | undefined {
  return names?.split(",").filter((name) => name !== "");
}
