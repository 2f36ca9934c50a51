/** The places of a dog that marks of a coat are painted on. */
import type { Anatomy, LayerName, Mark } from "./anatomy";
import { COATS } from "./coats";
import { closedPath, ellipse, limb, seededRandom, short, type Point } from "./outline";

export class Brush {
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

  /** The nose is hardly before the eye. */
  get isFlat(): boolean {
    return this.dog.profile.muzzle < 30;
  }

  /** Its hair hangs to the ground. */
  get isDraped(): boolean {
    return COATS[this.dog.look.coat].skirt > 0.6;
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
      path: `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join("L")}Z`,
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
        path += `M${short(atX - radius)},${short(atY)}a${short(radius)},${short(radius * 0.9)} 0 1 0 ${short(2 * radius)},0a${short(radius)},${short(radius * 0.9)} 0 1 0 ${short(-2 * radius)},0`;
      }
    }
    return { path, fill, opacity };
  }

  /** Stripes of a brindle coat. */
  stripes(fill: string): Mark {
    let path = "";
    for (let share = -0.05; share < 1.25; share += 0.045) {
      const x = this.along(share);
      const lean = 5 + 5 * this.random();
      const from = -112 + 12 * this.random();
      const to = from + 40 + 30 * this.random();
      path += `M${short(x)},${short(from)}q${short(lean)},${short((to - from) / 2)} ${short(-lean)},${short(to - from)}`;
    }
    return { path, fill, opacity: 0.32, line: 1.8 };
  }
}
