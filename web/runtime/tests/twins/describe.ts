/** Describes scenes, for the comparison with Python. */
import type { Box } from "../../src/answer.js";
import { FILES, type RulesFile } from "../../src/functions/description/tableFiles.js";
import { counted, nounFrom, one, some } from "../../src/functions/description/grammar.js";
import { boxCrop, LEAST_SCORE, MOST_CROPS } from "../../src/functions/description/boxCrop.js";
import { describe } from "../../src/functions/description/sentence.js";
import { loadTables, readTables } from "../../src/functions/description/tables.js";
import { tags } from "../../src/functions/description/tags.js";
import {
  classesFrom,
  detectedThing,
  type Classes,
} from "../../src/functions/description/detectedThings.js";
import { serve } from "./serve.js";

/** 64-bit numbers in base64: quick to read, and exact. */
type Numbers = string | null;

interface Request {
  readonly classes?: { ids: string[]; names: string[]; above: string[][] };
  readonly scene?: {
    size: [number, number];
    boxes: Box[];
    looks: Numbers[];
    whole: Numbers;
    rules: RulesFile;
  };
  readonly names?: string[];
  readonly cut?: { width: number; height: number; box: Box };
}

let classes: Classes;

await serve<Request>((request) => {
  if (request.classes) return know(request.classes);
  if (request.scene) return say(request.scene);
  if (request.names) return request.names.map(speak);
  if (request.cut) return boxCrop(request.cut.width, request.cut.height, request.cut.box);
  return { LEAST_SCORE, MOST_CROPS };
});

function know({ ids, names, above }: NonNullable<Request["classes"]>): unknown {
  const sets = new Map(ids.map((id, number) => [id, new Set(above[number])]));
  classes = classesFrom(ids, names, (id) => sets.get(id)!, loadTables());
  const { nouns, settings, members } = classes;
  return { nouns, settings, members: Object.fromEntries(members) };
}

function say({ size, boxes, looks, whole, rules }: NonNullable<Request["scene"]>): unknown {
  const tables = readTables({ ...FILES, rules });
  const things = boxes.map((box, at) => detectedThing(box, numbersOf(looks[at]!), classes, tables));
  const scores = numbersOf(whole);
  return {
    seen: things.map((each) => [
      each.box,
      each.score,
      each.witnessed,
      each.refined,
      each.refinedScore,
    ]),
    sentence: describe(things, scores, classes, size, tables),
    tags: tags(things, scores, classes, tables),
  };
}

function numbersOf(text: Numbers): Float64Array | null {
  return text === null
    ? null
    : new Float64Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
}

/** A name in all that it may be in: one, or a number, or many, of it or of a measure of it. */
function speak(name: string): unknown {
  const { grammar } = loadTables();
  const noun = nounFrom(name, grammar);
  const measures = [null, ...grammar.measures.keys(), grammar.mass];
  return measures.flatMap((measure) => {
    const measured = { ...noun, measure };
    const numbers = grammar.numbers.map((_, before) => counted(measured, before + 1, grammar));
    return [one(measured, grammar), ...numbers, some(measured, "many", grammar)];
  });
}
