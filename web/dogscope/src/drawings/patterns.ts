/** Where the colours of a coat are: each pattern gives every layer a ground colour and marks. */
import type { Anatomy, LayerName, Mark } from "./anatomy";
import { Brush } from "./brush";
import type { Pattern } from "./look";
import { closedPath, ellipse } from "./outline";
import { COLOURS } from "./palette";

export type Coloured = Record<LayerName, { fill: string; marks: Mark[] }>;

/** Paints the coat of a dog by its pattern; the colours are in the pattern's own order. */
export function coatOf(anatomy: Anatomy): Coloured {
  const [first, second, third] = anatomy.look.colours.map((name) => COLOURS[name]);
  const one = first ?? COLOURS.tan;
  const two = second ?? COLOURS.white;
  const three = third ?? two;
  const marks = new Brush(anatomy);
  const paint = PATTERNS[anatomy.look.pattern];
  return paint(marks, one, two, three, third !== undefined);
}

type Painter = (
  brush: Brush,
  one: string,
  two: string,
  three: string,
  hasThird: boolean,
) => Coloured;

const LAYERS: readonly LayerName[] = ["tail", "farLegs", "farEar", "body", "head", "ear"];

function ground(colour: string, others: Partial<Record<LayerName, string>> = {}): Coloured {
  return Object.fromEntries(
    LAYERS.map((name) => [name, { fill: others[name] ?? colour, marks: [] }]),
  ) as unknown as Coloured;
}

export const PATTERNS: Record<Pattern, Painter> = {
  solid: (_, one) => ground(one),

  points: (brush, one, two) => {
    const coat = ground(one);
    coat.body.marks = [brush.socks(two, 0.72), brush.chest(two, 0.75), rear(brush, two)];
    coat.farLegs.marks = [brush.socks(two, 0.72)];
    coat.head.marks = [brush.cheeks(two), brush.brow(two)];
    return coat;
  },

  saddle: (brush, one, two) => {
    const coat = ground(two, { tail: one });
    coat.body.marks = [brush.blanket(one, brush.isDraped ? 1.7 : 0.72, -0.06, 0.86)];
    coat.tail.marks = [];
    return coat;
  },

  swiss: (brush, one, two, three) => {
    const coat = ground(one);
    coat.body.marks = [
      brush.socks(two, 0.78),
      brush.chest(three, 1.15),
      brush.socks(three, 0.2),
      rear(brush, two),
    ];
    coat.farLegs.marks = [brush.socks(two, 0.78), brush.socks(three, 0.2)];
    coat.head.marks = [
      brush.cheeks(two),
      brush.brow(two),
      brush.blaze(three),
      brush.muzzle(three, 112),
    ];
    coat.tail.marks = [brush.tailTip(three, 0.3)];
    return coat;
  },

  hound: (brush, one, two, three, hasThird) => {
    const head = hasThird ? three : one;
    const coat = ground(two, { head, ear: head, farEar: head, tail: one });
    coat.body.marks = [
      ...(hasThird ? [brush.blanket(three, 0.72, -0.2, 0.92), rear(brush, three)] : []),
      brush.blanket(one, 0.55, -0.02, 0.82),
      ...(hasThird ? [nape(brush, three)] : []),
    ];
    coat.head.marks = [brush.blaze(two), brush.muzzle(two, 104)];
    coat.tail.marks = [brush.tailTip(two, 0.4)];
    return coat;
  },

  collar: (brush, one, two, three, hasThird) => {
    const coat = ground(one);
    coat.body.marks = [
      brush.collar(two),
      brush.socks(two, 0.95, "fore"),
      brush.socks(two, 0.34, "hind"),
    ];
    coat.farLegs.marks = [brush.socks(two, 2, "fore"), brush.socks(two, 0.34, "hind")];
    coat.head.marks = [
      ...(hasThird ? [brush.cheeks(three), brush.brow(three)] : []),
      brush.blaze(two),
      brush.muzzle(two, 112),
    ];
    coat.tail.marks = [brush.tailTip(two, 0.35)];
    return coat;
  },

  piebald: (brush, one, two, three, hasThird) => {
    const coat = ground(two, { head: one, ear: one, farEar: one });
    coat.body.marks = [
      brush.patch(0.3, 0.18, 25, 17, one),
      brush.patch(0.72, 0.22, 17, 13, one),
      brush.patch(0.02, 0.5, 13, 14, one),
    ];
    coat.head.marks = [
      ...(hasThird ? [brush.cheeks(three), brush.brow(three)] : []),
      brush.blaze(two),
      brush.muzzle(two, 100),
    ];
    coat.tail.marks = [brush.tailTip(one, 1), brush.tailTip(two, 0.5)];
    return coat;
  },

  spotted: (brush, one, two) => {
    const coat = ground(two);
    for (const layer of ["body", "farLegs", "tail"] as const) {
      coat[layer].marks = [brush.spots(layer, one, 10, 1.6, 3.6)];
    }
    coat.head.marks = [brush.spots("head", one, 8, 0.8, 2.1)];
    coat.ear.marks = [brush.spots("ear", one, 5, 1.4, 2.8)];
    return coat;
  },

  ticked: (brush, one, two, three, hasThird) => {
    const head = hasThird ? three : one;
    const coat = ground(two, { head, ear: one, farEar: one });
    coat.body.marks = [
      brush.spots("body", one, 5.5, 0.4, 1.5, 0.8),
      brush.patch(0.42, 0.22, 22, 14, one),
      brush.patch(0.06, 0.34, 12, 11, one),
      ...(hasThird ? [brush.socks(three, 0.35)] : []),
    ];
    coat.farLegs.marks = [brush.spots("farLegs", one, 5.5, 0.4, 1.4, 0.8)];
    coat.tail.marks = [brush.spots("tail", one, 5, 0.4, 1.3, 0.8)];
    coat.head.marks = hasThird ? [brush.cap(one)] : [];
    return coat;
  },

  mask: (brush, one, two, three, hasThird) => {
    const coat = ground(one, { ear: two, farEar: two });
    coat.head.marks = [brush.muzzle(two, brush.isFlat ? 101 : 92, 0.92)];
    if (hasThird) {
      coat.body.marks = [brush.chest(three, 0.9), brush.socks(three, 0.22)];
      coat.farLegs.marks = [brush.socks(three, 0.22)];
    }
    return coat;
  },

  overlay: (brush, one, two) => {
    const coat = ground(one);
    coat.body.marks = [
      brush.blanket(two, 0.5, -0.1, 0.9, 0.5),
      brush.blanket(two, 0.28, -0.1, 0.9, 0.5),
    ];
    coat.tail.marks = [brush.tailTip(two, 0.4)];
    coat.head.marks = [brush.muzzle(two, 112, 0.55)];
    coat.ear.marks = [];
    coat.ear.fill = two;
    coat.farEar.fill = two;
    return coat;
  },

  brindle: (brush, one, two, three, hasThird) => {
    const coat = ground(one);
    coat.body.marks = [brush.stripes(two)];
    coat.head.marks = [brush.stripes(two)];
    coat.farLegs.marks = [brush.stripes(two)];
    if (hasThird) {
      coat.body.marks.push(brush.chest(three), brush.socks(three, 0.2));
      coat.head.marks.push(brush.muzzle(three, 112));
    } else coat.head.marks.push(brush.muzzle(two, 104, 0.7));
    return coat;
  },

  merle: (brush, one, two, three, hasThird) => {
    const coat = ground(one);
    const blotches = [0.05, 0.2, 0.34, 0.5, 0.64, 0.78].map((share, at) =>
      brush.patch(share, 0.2 + 0.3 * (at % 2), 8, 6, COLOURS.black),
    );
    coat.body.marks = [
      ...blotches,
      brush.spots("body", COLOURS.black, 13, 0.8, 2.4, 0.7),
      brush.collar(two),
      brush.socks(two, 0.9, "fore"),
      brush.socks(two, 0.3, "hind"),
    ];
    coat.farLegs.marks = [brush.socks(two, 0.9, "fore"), brush.socks(two, 0.3, "hind")];
    coat.head.marks = [
      brush.spots("head", COLOURS.black, 9, 0.6, 1.8, 0.7),
      ...(hasThird ? [brush.cheeks(three), brush.brow(three)] : []),
      brush.blaze(two),
      brush.muzzle(two, 112),
    ];
    coat.tail.marks = [brush.tailTip(two, 0.3)];
    return coat;
  },

  tuxedo: (brush, one, two) => {
    const coat = ground(one);
    coat.body.marks = [
      brush.chest(two, 1.3),
      brush.socks(two, 0.7, "fore"),
      brush.socks(two, 0.25, "hind"),
    ];
    coat.farLegs.marks = [brush.socks(two, 0.7, "fore"), brush.socks(two, 0.25, "hind")];
    coat.head.marks = [brush.blaze(two), brush.muzzle(two, 102)];
    return coat;
  },

  husky: (brush, one, two) => {
    const coat = ground(one, { farLegs: two });
    coat.body.marks = [
      brush.under(two, 0.36),
      brush.socks(two, 0.95, "fore"),
      brush.socks(two, 0.75, "hind"),
    ];
    coat.head.marks = [brush.paleFace(two)];
    return coat;
  },

  pale: (brush, one, two) => {
    const coat = ground(one);
    coat.body.marks = [brush.under(two, 0.24, 0.9)];
    coat.farLegs.marks = [brush.socks(two, 0.7)];
    coat.head.marks = [brush.cheeks(two)];
    return coat;
  },

  painted: (brush, one, two, three) => {
    const coat = ground(one, { head: two, tail: two });
    coat.body.marks = [
      ...[0.1, 0.35, 0.6, 0.85].map((share, at) =>
        brush.patch(share, 0.25 + 0.4 * (at % 2), 13, 11, two),
      ),
      ...[0.2, 0.48, 0.74, 0.95].map((share, at) =>
        brush.patch(share, 0.55 - 0.35 * (at % 2), 9, 8, three),
      ),
      brush.spots("body", three, 17, 1.5, 4, 1),
      nape(brush, two),
    ];
    coat.farLegs.marks = [brush.spots("farLegs", three, 12, 1.5, 3.5)];
    coat.head.marks = [brush.muzzle(one, 88)];
    coat.tail.marks = [brush.tailTip(one, 0.75), brush.tailTip(three, 0.4)];
    return coat;
  },

  wolfGrey: (brush, one, two, three) => {
    const coat = ground(one, { tail: two, ear: three, farEar: three });
    coat.body.marks = [
      brush.blanket(three, 0.5, -0.1, 0.86, 0.3),
      brush.blanket(three, 0.3, -0.1, 0.86, 0.3),
      brush.socks(two, 0.8),
      rear(brush, two),
      brush.collar(two),
    ];
    coat.farLegs.marks = [brush.socks(two, 0.8)];
    coat.head.marks = [brush.cheeks(two), brush.muzzle(three, 112, 0.7)];
    return coat;
  },

  furnished: (brush, one, two) => {
    const coat = ground(one);
    coat.body.marks = [brush.socks(two, 0.85), brush.chest(two, 0.7)];
    coat.farLegs.marks = [brush.socks(two, 0.85)];
    coat.head.marks = [brush.muzzle(two, 92), brush.brow(two)];
    return coat;
  },
};

/** The colour under the tail and at the back of the thigh. */
function rear(brush: Brush, fill: string): Mark {
  const { rumpX, rumpY } = brush.dog.bones;
  return { path: closedPath(ellipse(rumpX - 1, rumpY + 26, 6, 13), null), fill };
}

/** The colour of the neck, behind the head. */
function nape(brush: Brush, fill: string): Mark {
  const [x, y] = brush.dog.bones.head;
  return { path: closedPath(ellipse(x - 1, y + 6, 17, 19), null), fill };
}
