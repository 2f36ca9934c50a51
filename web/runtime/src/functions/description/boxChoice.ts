/** Chooses the boxes that the classifier is asked about: each costs a run of its graph. */
import type { Box } from "../../answer.js";
import { probabilityOfAny, type Classes } from "./classes.js";
import type { Tables } from "./tables.js";

/**
 * Returns the numbers of the boxes that the classifier is asked about.
 *
 * Not those of persons, unless the whole image may show an animal: nothing else speaks against a person.
 * Not those that nearly fill the image, whose scores are known already. And only the best of each label:
 * for the others, the whole image's scores count.
 * @param boxes - the best first.
 * @param whole - the classifier's scores for the whole image.
 * @param size - the image's width and height.
 * @param tables - the most boxes, the largest one, and the evidence of each label.
 */
export function askedBoxes(
  boxes: readonly Box[],
  whole: ArrayLike<number>,
  size: readonly [width: number, height: number],
  classes: Classes,
  { rules, thing }: Tables,
): Set<number> {
  const most = rules.cropArea * size[0] * size[1];
  const asked = new Set<number>();
  const labels = new Map<string, number>();
  for (const [number, box] of boxes.entries()) {
    const { category, evidence } = thing(box.label);
    const known = labels.get(box.label) ?? 0;
    if (asked.size === rules.crops || evidence === null) continue;
    if (known === rules.cropsOfLabel || box.width * box.height >= most) continue;
    if (category === "person") {
      const animals = probabilityOfAny(whole, classes.within(evidence.rivals));
      if (animals < rules.cropPerson) continue;
    } else if (box.score < rules.cropBox) {
      continue;
    }
    labels.set(box.label, known + 1);
    asked.add(number);
  }
  return asked;
}
