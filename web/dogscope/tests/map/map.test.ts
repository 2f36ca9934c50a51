import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceText, roundDistances } from "../../src/locales/distanceText";
import { Locale } from "../../src/locales/locale";
import { boxOfText, isFree, spotOnRing, takenParts } from "../../src/map/freeSpots";
import { areAtOnePlace, pointsOnMap } from "../../src/map/mapPoints";
import * as view from "../../src/map/mapView";
import { ringsOf, scaleBar } from "../../src/map/rings";
import { farTowns, townLabels } from "../../src/map/townLabels";
import { nearestTown, TOWNS } from "../../src/map/towns";
import { townsOnMap, type PlacedTown } from "../../src/map/townsOnMap";
import { metresBetween } from "../../src/walks/distance";
import { aCatch } from "../sampleRecords";

const PHONE = { width: 358, height: 600 };
/** Maps on a phone, upright and on its side, and on a laptop. */
const FRAMES = [
  PHONE,
  { width: 328, height: 416 },
  { width: 730, height: 258 },
  { width: 970, height: 576 },
];
const POTSDAM = { latitude: 52.4009, longitude: 13.0591 };
const anyView = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -70, max: 70, noNaN: true }),
  zoom: fc.double({ min: 1, max: view.MOST_ZOOM, noNaN: true }),
});

describe("the view", () => {
  it.each(FRAMES)("of a walk shows its streets, and all of it, on $width x $height", (frame) => {
    const walk = [POTSDAM, { latitude: 52.405, longitude: 13.066 }];
    const shown = view.viewOf(walk, frame);
    expect(view.walkingShare(shown)).toBe(1);
    const project = view.projectionOf(shown, frame);
    for (const { longitude, latitude } of walk) {
      const [x, y] = project([longitude, latitude])!;
      expect([x > 0 && x < frame.width, y > 0 && y < frame.height]).toEqual([true, true]);
    }
  });

  it("of no places is the world, with its outlines", () => {
    expect(view.walkingShare(view.viewOf([], PHONE))).toBe(0);
  });

  it("has metres that agree with the projection", () => {
    const shown = { ...POTSDAM, zoom: 20_000 };
    const [x] = view.projectionOf(shown, PHONE)([POTSDAM.longitude + 0.001, POTSDAM.latitude])!;
    const metres = (x - view.middleOf(PHONE)[0]) * view.metresPerPixel(shown, PHONE);
    expect(metres).toBeCloseTo(67.9, 0); // a thousandth of a degree at 52.4 degrees north
  });

  it("keeps its scale on a phone that is turned", () => {
    const turned = { width: 730, height: 258 };
    const shown = { ...POTSDAM, zoom: 2000 };
    const metres = view.metresPerPixel(shown, PHONE);
    const after = view.refitView(shown, PHONE, turned);
    expect(view.metresPerPixel(after, turned)).toBeCloseTo(metres, 9);
    expect([after.latitude, after.longitude]).toEqual([
      expect.closeTo(POTSDAM.latitude, 9),
      expect.closeTo(POTSDAM.longitude, 9),
    ]);
  });

  it("flies from one to the other, and arrives", () => {
    fc.assert(
      fc.property(anyView, anyView, (from, to) => {
        expect(view.viewBetween(from, to, 1)).toEqual(to);
        for (const part of [0, 0.3, 0.99]) {
          const { longitude, latitude, zoom } = view.viewBetween(from, to, part);
          expect([longitude, latitude, zoom].every(Number.isFinite)).toBe(true);
        }
        const start = view.viewBetween(from, to, 0);
        expect(start.latitude).toBeCloseTo(from.latitude, 4);
        expect(start.zoom).toBeCloseTo(from.zoom, 4);
      }),
    );
  });
});

describe("rings", () => {
  it("are some round distances wherever a walker is", () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom("metric", "american", "british"), (any, units) => {
        // From some 100 km across to a street corner.
        const shown = { ...any, zoom: 240 + any.zoom * 0.9 };
        const rings = ringsOf(shown, PHONE, roundDistances(units as "metric"));
        expect(view.ringsShare(shown)).toBe(1);
        expect(rings.length).toBeGreaterThanOrEqual(1);
        expect(rings.length).toBeLessThanOrEqual(4);
        expect(scaleBar(shown, PHONE, roundDistances(units as "metric"))).not.toBeNull();
      }),
    );
  });

  it("are labelled in the user's units", () => {
    const locale = new Locale("en");
    const rings = ringsOf({ ...POTSDAM, zoom: 20_000 }, PHONE, roundDistances("metric"));
    const texts = rings.map(({ metres }) => distanceText(metres, locale, "metric"));
    expect(texts).toEqual(["200 m", "500 m"]);
  });
});

describe("words on the map", () => {
  it.each(FRAMES)("stand apart from its buttons, scale and north on $width x $height", (frame) => {
    const taken = takenParts(frame, 4, true);
    const middle = view.middleOf(frame);
    const spot = spotOnRing("200 m", middle, frame.height / 2 - 30, frame, taken);
    expect(isFree(boxOfText("200 m", spot!), frame, taken)).toBe(true);
    for (const zoom of [12, 60, 240, 1000, 5000, 20_000]) {
      const towns = townsOnMap(view.projectionOf({ ...POTSDAM, zoom }, frame), frame);
      const perPixel = view.metresPerPixel({ ...POTSDAM, zoom }, frame);
      const far = farTowns(towns, frame, taken, perPixel);
      const covered = [...taken, ...far.map(({ box }) => box)];
      for (const { box } of townLabels(towns, frame, covered)) {
        expect(isFree(box, frame, covered)).toBe(true);
      }
    }
  });

  it("are the nearest towns beyond the edge where few are in sight, in their direction", () => {
    const around = (shown: view.MapView) =>
      farTowns(
        townsOnMap(view.projectionOf(shown, PHONE), PHONE),
        PHONE,
        [],
        view.metresPerPixel(shown, PHONE),
      );
    expect(around({ ...POTSDAM, zoom: 60 })).toEqual([]);
    expect(around({ ...POTSDAM, zoom: 20_000 })).not.toEqual([]);
    const [nearest, ...others] = around({ latitude: 52.43, longitude: 13.06, zoom: 20_000 });
    expect(nearest!.town.name).toBe("Potsdam");
    const fromHere = ({ town }: typeof nearest & object): number =>
      metresBetween([town.latitude, town.longitude], [52.43, 13.06]);
    for (const each of others) expect(fromHere(each)).toBeLessThan(55_000);
    expect(Math.abs(nearest!.bearing)).toBeGreaterThan(150); // it lies in the south
    expect(nearest!.y).toBeGreaterThan(PHONE.height / 2);
  });
});

describe("pins", () => {
  const placed = (n: number, latitude: number) =>
    aCatch(n, { place: { ...POTSDAM, latitude, accuracy: 5 } });

  it("are one for near catches, and two from close by", () => {
    const catches = [placed(1, 52.4), placed(2, 52.4005)];
    const at = (zoom: number) =>
      pointsOnMap(catches, view.projectionOf({ ...POTSDAM, zoom }, PHONE), PHONE).length;
    expect([at(1000), at(50_000)]).toEqual([1, 2]);
  });

  it("know when no zoom takes them apart", () => {
    expect(areAtOnePlace([placed(1, 52.4), placed(2, 52.40005)])).toBe(true);
    expect(areAtOnePlace([placed(1, 52.4), placed(2, 52.401)])).toBe(false);
  });
});

describe("towns", () => {
  it("are near every place of a walk: the nearest is the one by distance", () => {
    const near = (latitude: number, longitude: number) => nearestTown(latitude, longitude);
    expect(near(52.43, 13.06).town.name).toBe("Potsdam");
    expect(near(52.43, 13.06).direction).toBe("n");
    expect(near(48.86, 2.35).town.name).toBe("Paris");
    expect(near(-41.29, 174.78).town.name).toBe("Wellington");
  });

  it("are real places", () => {
    expect(TOWNS.length).toBeGreaterThan(5000);
    const isReal = ({ name, latitude, longitude, size }: (typeof TOWNS)[number]): boolean =>
      [name.trim() === name, Math.abs(latitude) <= 80, Math.abs(longitude) <= 180].every(Boolean) &&
      Number.isInteger(size) &&
      size >= 0 &&
      size <= 9;
    expect(TOWNS.filter((town) => !isReal(town))).toEqual([]);
  });

  it("are the nearest wherever a walker is: none of all is closer", () => {
    fc.assert(
      fc.property(anyView, ({ latitude, longitude }) => {
        const distances = TOWNS.map((town) =>
          metresBetween([town.latitude, town.longitude], [latitude, longitude]),
        );
        expect(nearestTown(latitude, longitude).metres).toBeCloseTo(Math.min(...distances), 6);
      }),
      { numRuns: 20 },
    );
  });

  it("are where the projection puts each of them, the largest or the nearest first", () => {
    const zoom = fc.double({ min: 0, max: 5, noNaN: true }).map((power) => 10 ** power);
    const place = fc.record({ town: fc.constantFrom(...TOWNS), zoom });
    fc.assert(
      fc.property(place, fc.constantFrom(...FRAMES), ({ town, zoom }, frame) => {
        const shown = { latitude: town.latitude + 0.123, longitude: town.longitude + 0.0456, zoom };
        const projection = view.projectionOf(shown, frame);
        const [left, top] = view.middleOf(frame);
        const all = TOWNS.map((each) => {
          const [x, y] = projection([each.longitude, each.latitude])!;
          const isIn = x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
          return { town: each, x, y, isIn, distance: Math.hypot(x - left, y - top) };
        });
        const inSight = all.filter(({ isIn }) => isIn);
        inSight.sort((one, other) => other.town.size - one.town.size);
        const others = all.filter(({ isIn }) => !isIn);
        const nearest = others.sort((one, other) => one.distance - other.distance).slice(0, 40);
        const found = townsOnMap(projection, frame);
        const rounded = (towns: readonly PlacedTown[]) =>
          towns.map((each) => [each.town.name, each.x.toFixed(3), each.y.toFixed(3)]);
        expect(rounded(found.inSight)).toEqual(rounded(inSight));
        expect(rounded(found.beyond)).toEqual(rounded(inSight.length < 3 ? nearest : []));
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("have labels that don't cover one another", () => {
    const towns = townsOnMap(view.projectionOf({ ...POTSDAM, zoom: 60 }, PHONE), PHONE);
    const labels = townLabels(towns, PHONE, []);
    expect(labels.length).toBeGreaterThan(3);
    expect(labels[0]!.town.name).toBe("Berlin");
  });
});
