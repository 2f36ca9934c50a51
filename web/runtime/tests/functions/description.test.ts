import { describe as about, expect, test } from "vitest";
import type { Box } from "../../src/answer.js";
import { article, listOf, plural, withArticle } from "../../src/functions/description/grammar.js";
import { probabilityOfAtLeast } from "../../src/functions/description/nounGroups.js";
import { sortedBy } from "../../src/functions/description/sortByKey.js";
import { boxCrop } from "../../src/functions/description/boxCrop.js";
import { describe } from "../../src/functions/description/sentence.js";
import { loadTables } from "../../src/functions/description/tables.js";
import { tags } from "../../src/functions/description/tags.js";
import { classesFrom } from "../../src/functions/description/classes.js";
import {
  detectedThing,
  type DetectedThing,
} from "../../src/functions/description/detectedThings.js";

const TABLES = loadTables();
const { grammar } = TABLES;
const SIZE = [1000, 800] as const;
const [DOG, ANIMAL, SNAKE, ENTITY] = ["n02084071", "n00015388", "n01726692", "n00001740"];

// A few of ImageNet's classes: their ids, and the kinds above them that matter here.
const CLASSES: Record<string, [id: string, kinds: string[]]> = {
  beagle: ["n02088364", [DOG, ANIMAL]],
  pug: ["n02110958", [DOG, ANIMAL]],
  "green mamba": ["n01749939", [SNAKE, ANIMAL]],
  "vine snake": ["n01739381", [SNAKE, ANIMAL]],
  tench: ["n01440764", [ANIMAL]],
  binoculars: ["n02841315", [ENTITY]],
  seashore: ["n09428293", []],
  sandbar: ["n09421951", []],
  library: ["n03661043", []],
};
const rows = Object.values(CLASSES);
const above = new Map(rows.map(([id, kinds]) => [id, new Set([...kinds, id])]));
const KNOWN = classesFrom(
  rows.map(([id]) => id),
  Object.keys(CLASSES),
  (id) => above.get(id)!,
  TABLES,
);

type Place = readonly [x: number, y: number, width: number, height: number];
const [A, B]: Place[] = [
  [0, 0, 300, 300],
  [600, 500, 200, 300],
];

function boxOf(label: string, score: number, [x, y, width, height]: Place = A!): Box {
  return { label, score, x, y, width, height, sure: false };
}

function thing(label: string, score: number, place: Place = A!, finer = ""): DetectedThing {
  const finerNoun = finer ? TABLES.noun(CLASSES[finer]![0], finer) : null;
  const box = boxOf(label, score, place);
  return { box, score, disputed: false, finerNoun, finerScore: finerNoun ? 1 : 0 };
}

function scores(likely: Record<string, number>): number[] {
  return Object.keys(CLASSES).map((name) => likely[name] ?? 0);
}

about("a sentence", () => {
  const couch: Place = [100, 300, 600, 300];
  const onCouch: Place = [250, 320, 200, 150];
  const large: Place = [100, 50, 700, 550];
  const before: Place = [300, 300, 100, 400];
  test.each<[text: string, score: number, things: DetectedThing[], whole?: Record<string, number>]>(
    [
      ["a dog", 0.8, [thing("dog", 0.8)]],
      ["a beagle", 0.9, [thing("dog", 0.9, A, "beagle")]],
      ["two dogs", 0.81, [thing("dog", 0.9, A), thing("dog", 0.9, B)]],
      ["a hydra", 0.9, [thing("hydra", 0.9)]],
      ["a cat on a couch", 0.729, [thing("cat", 0.9, onCouch), thing("couch", 0.9, couch)]],
      [
        "a cat on a couch, and a dog",
        0.9,
        [thing("cat", 1, onCouch), thing("couch", 1, couch), thing("dog", 1, [800, 20, 90, 90])],
      ],
      ["a person in front of a bus", 0.8, [thing("person", 1, before), thing("bus", 1, large)]],
      // Who may be in it is not said to be before it.
      ["a boat and a person", 1, [thing("person", 1, before), thing("boat", 1, large)]],
      ["a dog on a beach", 0.81, [thing("dog", 0.9)], { seashore: 0.5, sandbar: 0.4 }],
      ["a tench and a person", 0.576, [thing("person", 0.9)], { tench: 0.8 }],
      ["a pair of binoculars", 0.72, [], { binoculars: 0.9 }],
      ["a snake", 0.64, [], { "green mamba": 0.4, "vine snake": 0.4 }],
      ["a picture", 0.1, [], { tench: 0.1 }],
      ["a picture", 0.2, [thing("dog", 0.45)]],
      ["a picture", 0, []],
    ],
  )("says %s", (text, score, things, whole) => {
    const sentence = describe(things, whole ? scores(whole) : null, KNOWN, SIZE, TABLES);
    expect(sentence.text).toBe(text);
    expect(sentence.score).toBeCloseTo(score, 12);
  });

  test("is as likely as its claims together", () => {
    const things = [thing("cat", 0.9, onCouch), thing("couch", 0.8, couch)];
    const sentence = describe(things, scores({ library: 0.9 }), KNOWN, SIZE, TABLES);
    expect(sentence.text).toBe("a cat on a couch in a library");
    expect(sentence.claims).toEqual([
      { text: "a couch", score: 0.8 },
      { text: "a cat", score: 0.9 },
      { text: "a cat on a couch", score: 0.9 },
      { text: "in a library", score: 0.9 },
    ]);
    expect(sentence.score).toBeCloseTo(0.8 * 0.9 * 0.9 * 0.9, 12);
  });
});

test("the classifier confirms, denies or refines a detected thing", () => {
  const seen = (label: string, score: number, likely: Record<string, number>) =>
    detectedThing(boxOf(label, score), scores(likely), null, SIZE, KNOWN, TABLES);
  const agrees = seen("dog", 0.5, { beagle: 0.35, pug: 0.05 });
  expect(agrees.score).toBeCloseTo(0.15 + 0.3 * 0.5 + 0.4, 12);
  expect(agrees.finerNoun?.noun).toBe("beagle");
  expect(agrees.finerScore).toBeCloseTo(0.35 / 0.4, 12);
  const renamed = seen("cow", 0.7, { beagle: 0.9 });
  expect([renamed.box.label, renamed.finerNoun?.noun]).toEqual(["dog", "beagle"]);
  const denied = seen("scissors", 0.9, { binoculars: 0.9 });
  expect([denied.score, denied.disputed]).toEqual([0, true]);
});

test("tags include things that the sentence leaves out", () => {
  const things = [thing("dog", 0.9, A, "beagle"), thing("person", 0.3, B)];
  const found = tags(things, scores({ beagle: 0.6, seashore: 0.2, pug: 0.05 }), KNOWN, TABLES);
  expect(found).toEqual([
    { label: "beagle", score: 0.9, box: boxOf("beagle", 0.9, A) },
    { label: "person", score: 0.3, box: boxOf("person", 0.3, B) },
    { label: "beach", score: 0.2, box: null },
  ]);
});

test.each([
  ["an hourglass", "hourglasses"],
  ["a unicycle", "unicycles"],
  ["an MP3 player", "MP3 players"],
  ["a T-shirt", "T-shirts"],
  ["a goose", "geese"],
  ["a Bouvier des Flandres", "Bouviers des Flandres"],
])("%s has its article, and its plural %s", (said, many) => {
  const name = said.slice(said.indexOf(" ") + 1);
  expect(`${article(name, grammar)} ${name}`).toBe(said);
  expect(plural(name, grammar)).toBe(many);
});

test("nouns that can't be counted have no number, and pairs are counted as pairs", () => {
  expect(withArticle(TABLES.noun("n07802026", "hay"), grammar)).toBe("some hay");
  expect(withArticle(TABLES.thing("scissors").noun, grammar)).toBe("a pair of scissors");
});

test("commas separate list items that have parts of their own", () => {
  expect(listOf(["a dog", "a cat", "a cow"], grammar)).toBe("a dog, a cat and a cow");
  expect(listOf(["a cat on a bed", "a dog"], grammar, true)).toBe("a cat on a bed, and a dog");
});

test("probabilityOfAtLeast returns the probability that so many chances or more come true", () => {
  expect(probabilityOfAtLeast(1, [0.9, 0.5, 0.7])).toBeCloseTo(1 - 0.1 * 0.5 * 0.3, 12);
  expect(probabilityOfAtLeast(3, [0.9, 0.5, 0.7])).toBeCloseTo(0.9 * 0.5 * 0.7, 12);
  expect(probabilityOfAtLeast(4, [0.9, 0.5, 0.7])).toBe(0);
});

test("texts are in the order of their code points", () => {
  const texts = ["🦊", "ﬁ", "b", "ab", "a", ""];
  expect(sortedBy(texts, (text) => [text])).toEqual(["", "a", "ab", "b", "ﬁ", "🦊"]);
});

test.each<[place: Place, part: Place]>([
  [
    [50, 40, 10, 20],
    [42, 37, 25, 25],
  ],
  [
    [0, 0, 10, 20],
    [0, 0, 25, 25],
  ],
  [
    [90, 70, 10, 10],
    [87, 67, 13, 13],
  ],
  [
    [0, 0, 100, 80],
    [0, 0, 100, 80],
  ],
])("in an image of 100 x 80 the crop around %s is %s", (place, part) => {
  const { left, top, width, height } = boxCrop(100, 80, boxOf("dog", 1, place));
  expect([left, top, width, height]).toEqual(part);
});
