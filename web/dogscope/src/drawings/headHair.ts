/** The head with its beard, brows, topknot and other hair. */
import { COATS } from "./coats";
import { skull, type Face, type HeadFrame } from "./head";
import type { Feature, Look } from "./look";
import { ellipse, type Fur, type Point, type Shape } from "./outline";
import type { Profile } from "./proportions";

export function headShapes(
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
  if (has("beard") && profile.muzzle < 30) {
    // Whiskers all around a flat face, as a monkey has them.
    add(
      [
        [50, 0],
        [74, 10],
        [tip - 10, 14],
        [tip + 1, chin - 8],
        [tip - 6, chin + 12],
        [84, chin + 20],
        [54, 52],
        [34, 40],
        [34, 14],
      ],
      fur(8, 15),
    );
  } else if (has("beard")) {
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
    if (look.coat === "poodle") add(ellipse(40, -52, 50, 40), fur(7, 17, "curls"));
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
