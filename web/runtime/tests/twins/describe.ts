/** Describes scenes, for the comparison with Python. */
import type { Box } from "../../src/answer.js";
import { FILES, type RulesFile } from "../../src/functions/description/tableFiles.js";
import {
  nounFrom,
  withAmount,
  withArticle,
  withCount,
} from "../../src/functions/description/grammar.js";
import { askedBoxes } from "../../src/functions/description/boxChoice.js";
import { boxCrop, LEAST_SCORE } from "../../src/functions/description/boxCrop.js";
import { classesFrom, type Classes } from "../../src/functions/description/classes.js";
import { detectedThing } from "../../src/functions/description/detectedThings.js";
import { describe } from "../../src/functions/description/sentence.js";
import { loadTables, readTables } from "../../src/functions/description/tables.js";
import { tags } from "../../src/functions/description/tags.js";
import { serve } from "./serve.js";

/** 64-bit floats in base64: quick to read, and exact. */
type Numbers = string | null;

interface Request {
  readonly classes?: { ids: string[]; names: string[]; above: string[][] };
  readonly scene?: {
    size: [number, number];
    boxes: Box[];
    boxScores: Numbers[];
    imageScores: Numbers;
    pictures: Numbers;
    rules: RulesFile;
  };
  readonly names?: string[];
  readonly boxCrop?: { width: number; height: number; box: Box };
}

let classes: Classes;

await serve<Request>((request) => {
  if (request.classes) return useClasses(request.classes);
  if (request.scene) return describeScene(request.scene);
  if (request.names) return request.names.map(allForms);
  if (request.boxCrop)
    return boxCrop(request.boxCrop.width, request.boxCrop.height, request.boxCrop.box);
  return { LEAST_SCORE };
});

function useClasses({ ids, names, above }: NonNullable<Request["classes"]>): unknown {
  const sets = new Map(ids.map((id, number) => [id, new Set(above[number])]));
  classes = classesFrom(ids, names, (id) => sets.get(id)!, loadTables());
  const { nouns, settings, places, claims, scales, members } = classes;
  return { nouns, settings, places, claims, scales, members: Object.fromEntries(members) };
}

function describeScene(scene: NonNullable<Request["scene"]>): unknown {
  const { size, boxes, boxScores, imageScores, pictures, rules } = scene;
  const tables = { ...loadTables(), rules: readTables({ ...FILES, rules }).rules };
  const scores = numbersOf(imageScores);
  const things = boxes.map((box, at) =>
    detectedThing(box, numbersOf(boxScores[at]!), scores, size, classes, tables),
  );
  const asked = scores === null ? [] : askedBoxes(boxes, scores, size, classes, tables);
  return {
    asked: [...asked],
    things: things.map((each) => [
      each.box,
      each.score,
      each.disputed,
      each.finerNoun,
      each.finerScore,
    ]),
    sentence: describe(things, scores, classes, size, tables, numbersOf(pictures)),
    tags: tags(things, scores, classes, tables),
  };
}

function numbersOf(text: Numbers): Float64Array | null {
  return text === null
    ? null
    : new Float64Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
}

/** Returns every form of a name: with its article, each number and an amount, for each measure. */
function allForms(name: string): unknown {
  const { grammar } = loadTables();
  const noun = nounFrom(name, grammar);
  const measures = [null, ...grammar.measures.keys(), grammar.mass];
  return measures.flatMap((measure) => {
    const measured = { ...noun, measure };
    const numbers = grammar.numbers.map((_, before) => withCount(measured, before + 1, grammar));
    return [withArticle(measured, grammar), ...numbers, withAmount(measured, "many", grammar)];
  });
}
