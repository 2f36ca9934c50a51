/** Draws a standing dog from its traits: layers of paths, back to front, in a space of its own. */
import type { Anatomy, Drawing, LayerName } from "./anatomy";
import { neck, skeletonOf, trunk } from "./body";
import { bodyHair } from "./bodyHair";
import { COATS, type Coat } from "./coats";
import { EARS, type EarShape } from "./ears";
import { faceOf, HeadFrame } from "./head";
import { headShapes } from "./headHair";
import { legs } from "./legs";
import type { Feature, Look } from "./look";
import { closedPath, ellipse, GROUND, inflated, limb, type Fur, type Shape } from "./outline";
import { paint } from "./paint";
import { PROFILES, PROPORTIONS, type Profile, type Proportions } from "./proportions";
import { TAILS } from "./tails";

export function drawDog(look: Look, seed: number): Drawing {
  const anatomy = anatomyOf(look, seed);
  const isOver = ["curl", "tight", "plume"].includes(look.tail);
  const order: LayerName[] = isOver
    ? ["farLegs", "farEar", "body", "tail", "head", "ear"]
    : ["tail", "farLegs", "farEar", "body", "head", "ear"];
  const paths = Object.fromEntries(
    order.map((name) => [
      name,
      anatomy.shapes[name]
        .map((shape, at) => closedPath(shape.points, shape.fur, seed + at))
        .join(""),
    ]),
  ) as Record<LayerName, string>;
  const painted = paint(anatomy);
  const layers = order
    .filter((name) => paths[name] !== "")
    .map((name) => ({ name, path: paths[name], ...painted.layers[name] }));
  return {
    layers,
    face: painted.face,
    silhouette: layers.map(({ path }) => path).join(""),
    box: boxAround(Object.values(anatomy.shapes).flat()),
    headBox: boxAround([...anatomy.shapes.head, ...anatomy.shapes.ear, ...anatomy.shapes.farEar]),
  };
}

function anatomyOf(look: Look, seed: number): Anatomy {
  const usual: Proportions = PROPORTIONS[look.build];
  const profile: Profile = PROFILES[look.muzzle];
  const coat = COATS[look.coat];
  const has = (feature: Feature): boolean => look.features.includes(feature);
  const form = has("small")
    ? { ...usual, skull: 1.2 * usual.skull, neck: 0.85 * usual.neck }
    : usual;
  const shapedForm = has("roach") ? { ...form, arch: 9, tuck: form.tuck + 8 } : form;
  const bones = skeletonOf(shapedForm);
  const frame = new HeadFrame(bones.head, form.skull, form.neckAngle > 50 ? 9 : 6);
  const face = faceOf(profile);
  const ear: EarShape = EARS[look.ears];
  const tailSpine = TAILS[look.tail].map(
    ([x, y, radius]) =>
      [bones.tailRoot[0] + x, bones.tailRoot[1] + y, tailRadius(look, radius)] as const,
  );
  return {
    look,
    form: shapedForm,
    profile,
    bones,
    frame,
    face,
    ear,
    tailSpine,
    seed,
    shapes: {
      tail: [
        { points: limb(tailSpine), fur: tailFur(look) },
        ...(look.tail === "pompom"
          ? [
              {
                points: ellipse(tailSpine[2]![0], tailSpine[2]![1] - 3, 8, 8),
                fur: COATS.poodle.ears,
              },
            ]
          : []),
      ],
      farLegs: legs(look, shapedForm, 9, 12),
      farEar: ear.far
        ? [
            {
              points: frame.placeAll(
                ear.outline.map(([x, y]) => [x + ear.far![0], y + ear.far![1]]),
              ),
              fur: coat.ears,
            },
          ]
        : [],
      body: [
        { points: inflated(trunk(shapedForm, null).points, coat.depth), fur: coat.trunk },
        {
          points: inflated(
            neck(shapedForm, form.skull, null).points,
            coat.ruff * 0.5 + coat.depth * 0.4,
          ),
          fur: coat.trunk,
        },
        ...bodyHair(look, shapedForm, bones),
        ...legs(look, shapedForm, 0, 0),
      ],
      head: headShapes(look, profile, frame, face, form.skull),
      ear: [{ points: frame.placeAll(ear.outline), fur: earFur(look) }],
    },
  };
}

function tailRadius(look: Look, radius: number): number {
  const fluff = { standoff: 1.25, long: 1.2, rough: 1.3, silky: 1.3, poodle: 1 } as Partial<
    Record<Coat, number>
  >;
  return radius * (fluff[look.coat] ?? 1);
}

function tailFur(look: Look): Fur | null {
  if (["plume", "brush", "feather"].includes(look.tail)) {
    return COATS[look.coat].tail ?? { kind: "tufts", length: 2.6, width: 6 };
  }
  return ["whip", "pompom", "ring"].includes(look.tail) ? null : COATS[look.coat].tail;
}

function earFur(look: Look): Fur | null {
  return look.ears === "butterfly" ? { kind: "tufts", length: 2, width: 6 } : COATS[look.coat].ears;
}

function boxAround(shapes: readonly Shape[]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { points, fur } of shapes) {
    // A curve leaves its points by less than a unit.
    const by = (fur?.length ?? 0) + 1;
    for (const [x, y] of points) {
      left = Math.min(left, x - by);
      right = Math.max(right, x + by);
      top = Math.min(top, y - by);
      bottom = Math.min(Math.max(bottom, y + by), GROUND);
    }
  }
  return [left, top, right - left, bottom - top];
}
