/** Colours a dog: its coat's pattern, light and shade, and the face. */
import type { Anatomy, LayerName, Mark } from "./anatomy";
import { closedPath, ellipse, short, type Point } from "./outline";
import { COLOURS, INK, BLUSH, BOW, BOW_KNOT, INSIDE_EAR, lightness, SHADE } from "./palette";
import { COATS } from "./coats";
import { coatOf } from "./patterns";
import { texture } from "./texture";

interface Painted {
  readonly layers: Record<LayerName, { readonly fill: string; readonly marks: readonly Mark[] }>;
  readonly face: readonly Mark[];
}

export function paint(dog: Anatomy): Painted {
  const layers = coatOf(dog);
  layers.farLegs.marks.push(shade(everywhere(), 0.22));
  layers.farEar.marks.push(shade(everywhere(), 0.2));
  layers.body.marks.push(...texture(dog, layers.body.fill), ...bodyShade(dog));
  if (dog.look.features.includes("ridge")) layers.body.marks.push(ridge(dog));
  layers.ear.marks.push(...insideEar(dog, layers.ear.fill));
  return { layers, face: faceMarks(dog, layers.head.fill) };
}

function everywhere(): string {
  return "M-400,-400H400V100H-400Z";
}

function shade(path: string, opacity: number): Mark {
  return { path, fill: SHADE, opacity };
}

/** The shadow under the belly and the lines of the shoulder and the thigh. */
function bodyShade({ bones, form, look }: Anatomy): Mark[] {
  const { brisketY, loinY, rumpX, rumpY, chestX } = bones;
  const { skirt } = COATS[look.coat];
  if (skirt > 0.3) return [];
  const stifle = rumpX + form.thigh * 2 + 1;
  const elbow = chestX - 18 - form.bone * 0.8;
  const belly: Point[] = [
    [stifle - 1, loinY - 1],
    [(stifle + elbow) / 2, (loinY + brisketY) / 2 - 7],
    [elbow - 3, brisketY - 3],
    [elbow - 2, brisketY + 10],
    [stifle - 1, loinY + 12],
  ];
  return [
    shade(closedPath(belly, null), 0.12),
    {
      path: `M${short(stifle)},${short(rumpY + 24)}Q${short(stifle + 3)},${short((rumpY + loinY) / 2 + 16)} ${short(stifle - 6)},${short(brisketY * 0.86)}`,
      fill: SHADE,
      opacity: 0.22,
      line: 1.3,
    },
    {
      path: `M${short(elbow)},${short(-100 + form.depth * 0.62)}Q${short(elbow - 2)},${short(brisketY - 8)} ${short(elbow + 3)},${short(brisketY + 3)}`,
      fill: SHADE,
      opacity: 0.22,
      line: 1.3,
    },
  ];
}

/** The hair that grows forwards along a ridgeback's spine, darker than the coat. */
function ridge({ bones: { rumpX, chestX } }: Anatomy): Mark {
  const at = (share: number): string => short(rumpX + share * (chestX - rumpX));
  return {
    path: `M${at(0.3)},-95.5Q${at(0.55)},-98 ${at(0.8)},-96.5`,
    fill: SHADE,
    opacity: 0.3,
    line: 3.6,
  };
}

function insideEar({ ear, frame, look }: Anatomy, fill: string): Mark[] {
  if (!ear.inside) return [];
  const path = closedPath(frame.placeAll(ear.inside), null);
  const isOpen = ["pricked", "small", "tall", "bat", "butterfly", "round"].includes(look.ears);
  if (isOpen) return [{ path, fill: INSIDE_EAR, opacity: lightness(fill) < 0.35 ? 0.45 : 0.75 }];
  return [shade(everywhere(), 0.1), shade(path, 0.14)];
}

function faceMarks(dog: Anatomy, coat: string): Mark[] {
  const { frame, face, look, profile, form } = dog;
  const has = (feature: (typeof look.features)[number]): boolean => look.features.includes(feature);
  const marks: Mark[] = [];
  const on = (points: readonly Point[]): string => closedPath(frame.placeAll(points), null);
  const scale = form.skull / 100;
  const line = (points: readonly Point[], width: number): Mark => {
    const [from, bend, to] = points.map((point) => frame.place(point)) as [Point, Point, Point];
    const text = ([x, y]: Point): string => `${short(x)},${short(y)}`;
    return {
      path: `M${text(from)}Q${text(bend)} ${text(to)}`,
      fill: INK,
      opacity: 0.75,
      line: width * scale,
    };
  };
  const [noseX, noseY] = face.nose;
  if (!has("beard") && !has("mustache") && look.coat !== "corded") {
    const low = face.chin[1] - 9;
    marks.push(
      line(
        [
          [noseX - 4, low - 2],
          [(noseX + 84) / 2, Math.max(low + 4, 22)],
          [face.mouthCorner[0], face.mouthCorner[1] - 4],
        ],
        3.4,
      ),
    );
  }
  if (lightness(coat) > 0.3 && !has("fall")) {
    marks.push({
      path: on(ellipse(face.eye[0] - 4, face.eye[1] + 24, 13, 8)),
      fill: BLUSH,
      opacity: 0.3,
    });
  }
  const size = 11 + (form.skull > 36 ? 2.5 : 0);
  const [eyeX, eyeY] = face.eye;
  if (has("spectacles")) {
    marks.push({ path: on(ellipse(eyeX, eyeY, size + 7, size + 5)), fill: COLOURS.cream });
    marks.push(
      line(
        [
          [eyeX - size, eyeY],
          [eyeX - 26, eyeY],
          [eyeX - 44, eyeY - 10],
        ],
        5,
      ),
    );
  }
  if (!has("fall")) {
    if (lightness(coat) < 0.3)
      marks.push({
        path: on(ellipse(eyeX, eyeY, size + 2.4, size + 2)),
        fill: "#8a6a52",
        opacity: 0.9,
      });
    if (has("paleEyes")) {
      marks.push({ path: on(ellipse(eyeX, eyeY, size, size)), fill: "#9cc4dc" });
      marks.push({ path: on(ellipse(eyeX + 1, eyeY, size * 0.55, size * 0.55)), fill: INK });
    } else marks.push({ path: on(ellipse(eyeX, eyeY, size, size * 1.05)), fill: INK });
    marks.push({
      path: on(ellipse(eyeX + 3, eyeY - 4, size * 0.32, size * 0.32)),
      fill: "#ffffff",
    });
  }
  if (has("wrinkles")) {
    for (const x of [62, 72])
      marks.push(
        line(
          [
            [x, -46],
            [x + 5, -40],
            [x + 2, -32],
          ],
          3,
        ),
      );
    marks.push(
      line(
        [
          [96, -12],
          [88, 4],
          [90, 18],
        ],
        3,
      ),
    );
  }
  if (has("bow")) {
    const bow: Point[] = [
      [46, -66],
      [28, -82],
      [26, -58],
      [46, -62],
      [64, -58],
      [66, -82],
    ];
    marks.push({ path: on(bow), fill: BOW });
    marks.push({ path: on(ellipse(46, -66, 7, 7)), fill: BOW_KNOT });
  }
  const isBrown =
    look.colours[0] === "liver" || look.colours[0] === "taupe" || look.colours[0] === "rust";
  const nose = isBrown && !has("beard") ? COLOURS.liver : INK;
  const big = profile.muzzle < 50 ? 12 : 10;
  marks.push({
    path: on([
      [noseX - big, noseY - 5],
      [noseX - 1, noseY - 9],
      [noseX + 7, noseY - 5],
      [noseX + 8, noseY + 2],
      [noseX + 2, noseY + 8],
      [noseX - big * 0.7, noseY + 4],
    ]),
    fill: nose,
  });
  return marks;
}
