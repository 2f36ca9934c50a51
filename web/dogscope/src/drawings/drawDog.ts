/** Draws a standing dog from its traits: layers of paths, back to front, in a space of its own. */
import { COATS, type Coat } from "./coats";
import { foreleg, hindleg, neck, paw, pompom, skeletonOf, trunk, type Skeleton } from "./body";
import { EARS, type Ears, type EarShape } from "./ears";
import { faceOf, HeadFrame, skull, type Face } from "./head";
import { GROUND, closedPath, limb, ellipse, clockwise, type Fur, type Point } from "./outline";
import { paint } from "./paint";
import type { Colour } from "./palette";
import type { Pattern } from "./patterns";
import {
  PROFILES,
  PROPORTIONS,
  type Build,
  type Muzzle,
  type Profile,
  type Proportions,
} from "./proportions";
import { TAILS, type Tail } from "./tails";

/** What a drawing is made from. */
export interface Look {
  readonly build: Build;
  readonly muzzle: Muzzle;
  readonly ears: Ears;
  readonly tail: Tail;
  readonly coat: Coat;
  readonly pattern: Pattern;
  readonly colours: readonly Colour[];
  readonly features: readonly Feature[];
}

export type Feature =
  | "beard"
  | "brows"
  | "fall"
  | "topknot"
  | "mane"
  | "ridge"
  | "wrinkles"
  | "crest"
  | "breeches"
  | "goatee"
  | "paleEyes"
  | "roach"
  | "mustache"
  | "bow";

export interface Shape {
  readonly points: readonly Point[];
  readonly fur: Fur | null;
}

export type LayerName = "tail" | "farLegs" | "farEar" | "body" | "head" | "ear";

export interface Layer {
  readonly name: LayerName;
  /** The outline: a part of the silhouette. */
  readonly path: string;
  readonly fill: string;
  /** Painted within the outline, in this order. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly path: string;
  readonly fill: string;
  readonly opacity?: number;
  /** Is a line of this width, and not a surface. */
  readonly line?: number;
}

export interface Drawing {
  readonly layers: readonly Layer[];
  /** Eyes, nose and mouth, on top of all. */
  readonly face: readonly Mark[];
  /** All outlines in one path. */
  readonly silhouette: string;
  /** The box around it: left, top, width, height; the ground is at 0, the withers at -100. */
  readonly box: readonly [number, number, number, number];
  /** The box around the head. */
  readonly headBox: readonly [number, number, number, number];
}

/** The parts of the dog that the paint is put on. */
export interface Anatomy {
  readonly look: Look;
  readonly form: Proportions;
  readonly profile: Profile;
  readonly bones: Skeleton;
  readonly frame: HeadFrame;
  readonly face: Face;
  readonly ear: EarShape;
  readonly shapes: Record<LayerName, readonly Shape[]>;
  readonly tailSpine: readonly (readonly [number, number, number])[];
  readonly seed: number;
}

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
  const form: Proportions = PROPORTIONS[look.build];
  const profile: Profile = PROFILES[look.muzzle];
  const coat = COATS[look.coat];
  const has = (feature: Feature): boolean => look.features.includes(feature);
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
      ear: [{ points: frame.placeAll(ear.outline), fur: earFur(look, form.skull) }],
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

function earFur(look: Look, size: number): Fur | null {
  const fur = COATS[look.coat].ears;
  if (look.ears === "butterfly") return { kind: "tufts", length: 2, width: 6 };
  if (!fur || size < 20) return fur;
  return fur;
}

function legs(look: Look, form: Proportions, foreShift: number, hindShift: number): Shape[] {
  const coat = COATS[look.coat];
  const bones = skeletonOf(form);
  const bone = form.bone * (1 + (coat.legWidth - 1) * 0.5);
  const shapes: Shape[] = [
    foreleg(form, foreShift, coat.legWidth, coat.legs),
    paw(5 + foreShift, bone),
    hindleg(form, hindShift, coat.legWidth, coat.legs),
    paw(bones.rumpX + 5 + hindShift, bone),
  ];
  if (look.coat === "poodle") {
    const fur = COATS.poodle.ears;
    shapes.push(pompom(4 + foreShift, -13, 8.5, fur));
    shapes.push(pompom(bones.rumpX + 5 + hindShift, -14, 8.5, fur));
  }
  if (["feathered", "long", "rough"].includes(look.coat)) {
    const fur: Fur = { kind: "tufts", length: 2.6, width: 6 };
    const x = 3 + foreShift;
    const half = form.bone / 2;
    const top = bones.brisketY;
    shapes.push({
      points: [
        [x - half, top],
        [x + half * 0.5, top],
        [x, top * 0.3],
        [x - half * 0.8, top * 0.22],
        [x - half * 1.9, top * 0.5],
      ],
      fur,
    });
    const back = bones.rumpX + hindShift;
    shapes.push({
      points: [
        [back + 3, bones.rumpY + 24],
        [back + 14, bones.rumpY + 40],
        [back + 8, top * 0.72],
        [back - 2, top * 0.56],
        [back - 3, top * 0.95],
      ],
      fur,
    });
  }
  return shapes;
}

function bodyHair(look: Look, form: Proportions, bones: Skeleton): Shape[] {
  const coat = COATS[look.coat];
  const { chestX, rumpX, rumpY, brisketY, loinY, head } = bones;
  const shapes: Shape[] = [];
  const span = chestX - rumpX;
  if (coat.skirt > 0) {
    const isLong = coat.skirt > 0.6;
    const drop = -brisketY * coat.skirt;
    const front = isLong ? chestX + 5 : rumpX + span * 0.84;
    const back = isLong ? rumpX - 4 : rumpX + span * 0.3;
    const fur: Fur =
      look.coat === "corded"
        ? COATS.corded.trunk
        : { kind: "tufts", length: isLong ? 4 : 3, width: isLong ? 7 : 6 };
    shapes.push({
      points: isLong
        ? [
            [back + 3, rumpY + 14],
            [rumpX + span * 0.5, -96],
            [front - 6, -84],
            [front - 1, brisketY - 6],
            [front + 1, brisketY + drop * 0.7],
            [front - 3, brisketY + drop],
            [rumpX + span * 0.5, brisketY + drop + 1],
            [back + 3, brisketY + drop],
            [back - 3, brisketY + drop * 0.7],
            [back - 1, brisketY - 10],
          ]
        : [
            [back, loinY - 8],
            [front, brisketY - 10],
            [front, brisketY + drop * 0.8],
            [rumpX + span * 0.6, brisketY + drop],
            [back + 4, loinY + drop * 0.7],
          ],
      fur,
    });
  }
  if (look.coat === "poodle") {
    const fur = COATS.poodle.ears;
    shapes.push({
      points: [
        [head[0] - 8, head[1] + 4],
        [head[0] + form.skull * 0.3, head[1] + form.skull * 0.4],
        [chestX + 10, -78],
        [chestX + 7, brisketY - 4],
        [chestX - 12, brisketY + 8],
        [rumpX + span * 0.46, brisketY - 2],
        [rumpX + span * 0.42, -80],
        [rumpX + span * 0.5, -104],
      ],
      fur,
    });
    shapes.push(pompom(rumpX + 13, rumpY + 15, 14, fur));
  } else if (coat.ruff >= 7) {
    const fur = coat.trunk ?? { kind: "tufts" as const, length: 3, width: 7 };
    const size = coat.ruff;
    shapes.push({
      points: [
        [head[0] - 4, head[1] + 2],
        [head[0] + form.skull * 0.3, head[1] + form.skull * 0.35],
        [chestX + size * 0.7, -76],
        [chestX + size * 0.6, brisketY - 12],
        [chestX - 8, brisketY + size * 0.4],
        [chestX - 26, brisketY - 4],
        [chestX - 34, -80],
        [chestX - 30, -103 - size * 0.3],
      ],
      fur,
    });
  } else if (look.coat === "feathered") {
    shapes.push({
      points: [
        [chestX - 4, -76],
        [chestX + 4, -66],
        [chestX + 1, brisketY - 4],
        [chestX - 8, brisketY + 4],
        [chestX - 16, brisketY - 6],
      ],
      fur: { kind: "tufts", length: 2.6, width: 6 },
    });
  }
  if (look.features.includes("breeches") || look.coat === "standoff") {
    shapes.push({
      points: [
        [rumpX + 12, rumpY + 12],
        [rumpX - 2, rumpY + 22],
        [rumpX - 5, rumpY + 40],
        [rumpX - 1, brisketY * 0.72],
        [rumpX + 16, brisketY * 0.78],
        [rumpX + 24, rumpY + 36],
      ],
      fur: { kind: "tufts", length: 3.4, width: 7 },
    });
  }
  return shapes;
}

function headShapes(
  look: Look,
  profile: Profile,
  frame: HeadFrame,
  face: Face,
  size: number,
): Shape[] {
  const coat = COATS[look.coat];
  const scale = 100 / size;
  const fur = (length: number, width: number, kind: Fur["kind"] = "tufts"): Fur => ({
    kind,
    length: length / scale,
    width: width / scale,
  });
  const tip = 100 + profile.muzzle;
  const shapes: Shape[] = [{ points: frame.placeAll(skull(profile)), fur: null }];
  const add = (points: readonly Point[], edge: Fur): void => {
    shapes.push({ points: frame.placeAll(points), fur: edge });
  };
  const has = (feature: Feature): boolean => look.features.includes(feature);
  const chin = face.chin[1];
  if (has("beard")) {
    add(
      [
        [92, 0],
        [tip - 12, face.bridge[1] + 12],
        [tip - 1, chin - 14],
        [tip + 1, chin + 6],
        [tip - 10, chin + 24],
        [106, chin + 22],
        [84, 40],
        [80, 16],
      ],
      fur(8, 16),
    );
  }
  if (has("mustache")) {
    add(
      [
        [96, -6],
        [tip - 12, face.nose[1] + 4],
        [tip + 2, chin - 6],
        [tip - 4, chin + 10],
        [104, chin + 10],
        [80, 36],
        [70, 12],
      ],
      fur(7, 16),
    );
  }
  if (has("goatee"))
    add(
      [
        [tip - 26, chin - 4],
        [tip - 8, chin - 2],
        [tip - 12, chin + 16],
        [tip - 24, chin + 12],
      ],
      fur(6, 12),
    );
  if (has("topknot")) {
    if (look.coat === "poodle") add(ellipseRing(40, -52, 50, 40), fur(7, 17, "curls"));
    else if (look.coat === "lamb")
      add(
        [
          [0, -34],
          [14, -70],
          [50, -84],
          [84, -70],
          [110, -40],
          [128, -22],
          [96, -22],
          [50, -26],
        ],
        fur(6, 17, "curls"),
      );
    else
      add(
        [
          [6, -34],
          [18, -64],
          [50, -74],
          [80, -60],
          [92, -38],
          [60, -30],
        ],
        fur(8, 16),
      );
  }
  if (has("fall")) {
    const curls: Fur["kind"] = look.coat === "corded" ? "cords" : "tufts";
    add(
      [
        [0, -30],
        [20, -62],
        [60, -64],
        [92, -46],
        [106, -14],
        [102, 16],
        [84, 30],
        [60, 34],
        [20, 40],
        [-6, 30],
      ],
      fur(10, 18, curls),
    );
  }
  if (has("brows"))
    add(
      [
        [74, -40],
        [94, -46],
        [116, -30],
        [112, -16],
        [98, -22],
        [84, -28],
      ],
      fur(6, 11),
    );
  if (has("mane"))
    add(
      [
        [-20, -20],
        [-4, -58],
        [30, -66],
        [44, -40],
        [50, 20],
        [30, 56],
        [-10, 60],
        [-30, 20],
      ],
      fur(10, 20),
    );
  if (has("crest"))
    add(
      [
        [10, -42],
        [20, -66],
        [40, -72],
        [52, -60],
        [44, -46],
      ],
      fur(10, 12),
    );
  if (["standoff", "long"].includes(look.coat)) {
    add(
      [
        [-6, -20],
        [10, -30],
        [46, -14],
        [60, 20],
        [52, 44],
        [20, 56],
        [-10, 44],
      ],
      fur(9, 20),
    );
  }
  if (coat.head && look.coat !== "lamb") {
    add(
      [
        [-4, -24],
        [10, -42],
        [40, -56],
        [70, -52],
        [84, -36],
        [80, 20],
        [60, 42],
        [20, 50],
        [-8, 30],
      ],
      coat.head,
    );
  }
  return shapes;
}

function ellipseRing(x: number, y: number, rx: number, ry: number): Point[] {
  return ellipse(x, y, rx, ry);
}

/** Moves an outline outwards. */
function inflated(points: readonly Point[], by: number): readonly Point[] {
  if (by === 0) return points;
  const ring = clockwise(points);
  return ring.map(([x, y], at) => {
    const [beforeX, beforeY] = ring[(at + ring.length - 1) % ring.length]!;
    const [afterX, afterY] = ring[(at + 1) % ring.length]!;
    const [dx, dy] = [afterX - beforeX, afterY - beforeY];
    const length = Math.hypot(dx, dy) || 1;
    return [x + (dy / length) * by, y - (dx / length) * by];
  });
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
