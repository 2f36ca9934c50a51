/** Where the colours of a coat are: each pattern gives every layer a ground colour and marks. */
import type { Anatomy, LayerName, Mark } from "./drawDog";
import { closedPath, ellipse, limb, seededRandom, type Point } from "./outline";
import { COLOURS } from "./palette";

export type Pattern =
  | "solid"
  | "points"
  | "saddle"
  | "swiss"
  | "hound"
  | "collar"
  | "piebald"
  | "spotted"
  | "ticked"
  | "mask"
  | "overlay"
  | "brindle"
  | "merle"
  | "tuxedo"
  | "husky"
  | "pale"
  | "painted"
  | "furnished";

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

/** The places of a dog that marks are painted on. */
class Brush {
  private readonly random: () => number;

  constructor(readonly dog: Anatomy) {
    this.random = seededRandom(dog.seed);
  }

  private mark(points: readonly Point[], fill: string, opacity = 1): Mark {
    return opacity === 1
      ? { path: closedPath(points, null), fill }
      : { path: closedPath(points, null), fill, opacity };
  }

  private onHead(points: readonly Point[], fill: string, opacity = 1): Mark {
    return this.mark(this.dog.frame.placeAll(points), fill, opacity);
  }

  get tip(): number {
    return 100 + this.dog.profile.muzzle;
  }

  /** The x of a share of the trunk, from the buttock (0) to the shoulder (1). */
  along(share: number): number {
    const { rumpX, chestX } = this.dog.bones;
    return rumpX + share * (chestX - rumpX);
  }

  /** A dark blanket over the back, down to a share of the chest's depth. */
  blanket(fill: string, share = 0.62, from = -0.1, to = 0.86, opacity = 1): Mark {
    const { depth } = this.dog.form;
    const low = -100 + depth * share;
    return this.mark(
      [
        [this.along(from), -112],
        [this.along(to), -118],
        [this.along(to + 0.06), -100],
        [this.along(to - 0.06), low - 6],
        [this.along(0.5), low + 3],
        [this.along(0.25), low - 3],
        [this.along(from + 0.02), low + 12],
        [this.along(from - 0.1), low - 10],
      ],
      fill,
      opacity,
    );
  }

  /** The underside: the chest, the belly and the inside of the legs. */
  under(fill: string, rise = 0.3, opacity = 1): Mark {
    const { brisketY, loinY, chestX, rumpX, rumpY } = this.dog.bones;
    const high = this.dog.form.depth * rise;
    return this.mark(
      [
        [chestX + 20, -100 + this.dog.form.depth * (0.62 - rise)],
        [chestX - 2, brisketY - high * 1.3],
        [this.along(0.62), brisketY - high * 0.7],
        [this.along(0.34), loinY - high * 0.2],
        [this.along(0.16), loinY + 6],
        [rumpX - 2, rumpY + 38],
        [rumpX - 16, rumpY + 40],
        [rumpX - 16, 6],
        [chestX + 30, 6],
      ],
      fill,
      opacity,
    );
  }

  /** Legs up to a share of their length. */
  socks(fill: string, share: number, which: "both" | "fore" | "hind" = "both"): Mark {
    const { rumpX, brisketY } = this.dog.bones;
    const top = brisketY * share;
    const middle = this.along(0.5);
    const left = which === "fore" ? middle : rumpX - 30;
    const right = which === "hind" ? middle : 60;
    const points: Point[] = [
      [left, top + 2],
      [(left + right) / 2, top - 1],
      [right, top + 2],
      [right, 8],
      [left, 8],
    ];
    return {
      path: `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`,
      fill,
    };
  }

  chest(fill: string, size = 1): Mark {
    const { chestX, brisketY } = this.dog.bones;
    const middle = brisketY - this.dog.form.depth * 0.34;
    return this.mark(
      ellipse(chestX + 5, middle, 12 * size, this.dog.form.depth * 0.3 * size),
      fill,
    );
  }

  /** A white neck: the collar with the chest. */
  collar(fill: string): Mark {
    const { chestX, brisketY, head } = this.dog.bones;
    return this.mark(
      [
        [head[0] - 22, head[1] + 14],
        [head[0] - 4, head[1] + 4],
        [chestX + 24, -88],
        [chestX + 22, brisketY - 2],
        [chestX - 8, brisketY + 4],
        [chestX - 14, -74],
        [-12, -96],
        [-20, -108],
      ],
      fill,
    );
  }

  tailTip(fill: string, share = 0.35): Mark {
    const spine = this.dog.tailSpine;
    const from = Math.max(1, Math.floor((1 - share) * spine.length));
    const end = spine.slice(Math.min(from, spine.length - 2));
    return this.mark(limb(end.map(([x, y, radius]) => [x, y, radius + 8] as const)), fill);
  }

  muzzle(fill: string, from = 96, opacity = 1): Mark {
    const end = this.tip + 40;
    return this.onHead(
      [
        [from + 6, -22],
        [end, -50],
        [end, 80],
        [from, 70],
        [from - 12, 34],
        [from - 4, 4],
      ],
      fill,
      opacity,
    );
  }

  /** White on the forehead and the bridge. */
  blaze(fill: string): Mark {
    const y = this.dog.face.bridge[1];
    return this.onHead(
      [
        [52, -70],
        [70, -54],
        [92, -38],
        [104, y + 2],
        [this.tip - 8, y + 12],
        [this.tip + 14, y - 6],
        [110, y - 16],
        [96, -52],
        [70, -80],
      ],
      fill,
    );
  }

  /** The cheeks, and the underside of the muzzle. */
  cheeks(fill: string): Mark {
    const y = this.dog.face.bridge[1];
    return this.onHead(
      [
        [36, 34],
        [56, 6],
        [92, 0],
        [112, y + 14],
        [this.tip - 16, y + 14],
        [this.tip - 2, y + 26],
        [this.tip + 6, 80],
        [30, 80],
      ],
      fill,
    );
  }

  brow(fill: string): Mark {
    const [x, y] = this.dog.face.eye;
    return this.onHead(ellipse(x + 5, y - 16, 8, 6), fill);
  }

  /** The face of a husky: pale but for a cap that comes down between the eyes. */
  paleFace(fill: string): Mark {
    const y = this.dog.face.bridge[1];
    return this.onHead(
      [
        [20, 46],
        [46, 8],
        [66, -10],
        [70, -28],
        [84, -34],
        [92, -22],
        [104, -10],
        [this.tip - 4, y + 8],
        [this.tip + 10, y + 10],
        [this.tip, 80],
        [20, 80],
      ],
      fill,
    );
  }

  cap(fill: string): Mark {
    return this.onHead(
      [
        [-20, 10],
        [10, 14],
        [40, 12],
        [66, 6],
        [92, -4],
        [98, -30],
        [84, -60],
        [40, -90],
        [-20, -70],
      ],
      fill,
    );
  }

  patch(share: number, height: number, rx: number, ry: number, fill: string): Mark {
    const wobble = Array.from({ length: 9 }, (_, at): Point => {
      const angle = (2 * Math.PI * at) / 9;
      const far = 0.8 + 0.4 * this.random();
      return [
        this.along(share) + rx * far * Math.cos(angle),
        -100 + this.dog.form.depth * height + ry * far * Math.sin(angle),
      ];
    });
    return this.mark(wobble, fill);
  }

  /** Spots all over a layer, in one path. */
  spots(
    layer: LayerName,
    fill: string,
    spacing: number,
    from: number,
    to: number,
    opacity = 1,
  ): Mark {
    const points = this.dog.shapes[layer].flatMap(({ points: each }) => each);
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    let path = "";
    for (let y = Math.min(...ys); y < Math.max(...ys); y += spacing) {
      for (let x = Math.min(...xs); x < Math.max(...xs); x += spacing) {
        const radius = from + (to - from) * this.random();
        const [atX, atY] = [x + spacing * this.random() * 0.85, y + spacing * this.random() * 0.85];
        path += `M${(atX - radius).toFixed(1)},${atY.toFixed(1)}a${radius.toFixed(1)},${(radius * 0.9).toFixed(1)} 0 1 0 ${(2 * radius).toFixed(1)},0a${radius.toFixed(1)},${(radius * 0.9).toFixed(1)} 0 1 0 ${(-2 * radius).toFixed(1)},0`;
      }
    }
    return { path, fill, opacity };
  }

  /** Stripes of a brindle coat. */
  stripes(fill: string): Mark {
    let path = "";
    for (let share = -0.05; share < 1.25; share += 0.055) {
      const x = this.along(share);
      const lean = 5 + 5 * this.random();
      const from = -112 + 12 * this.random();
      const to = from + 40 + 30 * this.random();
      path += `M${x.toFixed(1)},${from.toFixed(1)}q${lean.toFixed(1)},${((to - from) / 2).toFixed(1)} ${(-lean).toFixed(1)},${(to - from).toFixed(1)}`;
    }
    return { path, fill, opacity: 0.55, line: 2.2 };
  }
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
    coat.body.marks = [brush.blanket(one, 0.72, -0.06, 0.86)];
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
    coat.farLegs.marks = [brush.socks(two, 0.95, "fore"), brush.socks(two, 0.34, "hind")];
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
    coat.head.marks = [brush.muzzle(two, 92, 0.92)];
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
