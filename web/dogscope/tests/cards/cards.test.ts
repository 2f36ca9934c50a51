import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import { cardOfCatch, numberOf, rivalOf } from "../../src/cards/cardOfCatch";
import { partForWindow } from "../../src/cards/cardPhoto";
import { publicAddress } from "../../src/cards/cardQr";
import { fitText } from "../../src/cards/cardText";
import { angleAt, stripsAt } from "../../src/cards/cardTurn";
import { Locale } from "../../src/locales/locale";
import { aCatch } from "../sampleRecords";

describe("the address on a card", () => {
  it("is where the app is served from, without what is after it", () => {
    expect(publicAddress("https://dogs.example.org/scope/index.html?x=1#/journal")).toBe(
      "https://dogs.example.org/scope/",
    );
    expect(publicAddress("https://192.168.1.20:8443/#/me")).toBe("https://192.168.1.20:8443/");
  });

  it("is left out where nobody else can open it", () => {
    for (const own of [
      "http://localhost:8000/",
      "http://app.localhost/",
      "http://127.0.0.1:5173/#/scope",
      "http://[::1]:80/",
      "http://0.0.0.0/",
      "file:///home/me/index.html",
    ]) {
      expect(publicAddress(own)).toBeNull();
    }
  });
});

describe("the part of a photo on a card", () => {
  const WINDOWS = [
    { width: 952, height: 776 },
    { width: 656, height: 834 },
  ];
  const side = fc.integer({ min: 40, max: 2000 });

  it("lies in the photo, has the window's shape, and holds the whole dog", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(side, side, share, share, share, share, (width, height, a, b, c, d) => {
        const dog = {
          ...{ x: Math.min(a, b) * width, y: Math.min(c, d) * height },
          ...{ width: Math.abs(a - b) * width + 1, height: Math.abs(c - d) * height + 1 },
        };
        for (const window of WINDOWS) {
          const part = partForWindow(dog, { width, height }, window);
          if (!part) continue;
          expect(part.width / part.height).toBeCloseTo(window.width / window.height, 4);
          expect(Math.min(part.x, part.y)).toBeGreaterThanOrEqual(-1e-6);
          expect(part.x + part.width).toBeLessThanOrEqual(width + 1e-6);
          expect(part.y + part.height).toBeLessThanOrEqual(height + 1e-6);
          expect(part.x).toBeLessThanOrEqual(dog.x + 1);
          expect(part.y).toBeLessThanOrEqual(dog.y + 1);
          expect(part.x + part.width).toBeGreaterThanOrEqual(
            Math.min(dog.x + dog.width, width) - 2,
          );
          expect(part.y + part.height).toBeGreaterThanOrEqual(
            Math.min(dog.y + dog.height, height) - 2,
          );
        }
      }),
    );
  });

  it("has the eyes in the upper third where there is room", () => {
    const dog = { x: 800, y: 900, width: 300, height: 400 };
    for (const window of WINDOWS) {
      const part = partForWindow(dog, { width: 2000, height: 2000 }, window)!;
      const eyes = (dog.y + 0.22 * dog.height - part.y) / part.height;
      expect(eyes).toBeGreaterThan(0.2);
      expect(eyes).toBeLessThan(0.37);
    }
  });

  it("is none where the dog is longer than any part of that shape", () => {
    const dog = { x: 0, y: 0, width: 500, height: 1000 };
    expect(partForWindow(dog, { width: 500, height: 1000 }, WINDOWS[0]!)).toBeNull();
  });
});

describe("a text on a card", () => {
  const measure = (text: string, size: number): number => 0.5 * size * text.length;

  it("fits, at its full size where there is room", () => {
    expect(fitText(measure, "Pug", 400, { size: 70, least: 40 })).toEqual({
      lines: ["Pug"],
      size: 70,
    });
  });

  it("shrinks before it wraps, and loses no word", () => {
    const options = { size: 70, least: 40, lines: 2 };
    expect(fitText(measure, "Golden retriever", 400, options).lines).toEqual(["Golden retriever"]);
    const long = "Nova-Scotia-Duck-Tolling-Retriever vom Alten Schloss";
    const found = fitText(measure, long, 400, options);
    expect(found.lines.length).toBeLessThanOrEqual(2);
    expect(found.lines.join(" ").replaceAll("- ", "-")).toBe(long);
    for (const line of found.lines) expect(measure(line, found.size)).toBeLessThanOrEqual(400);
  });
});

describe("a turning card", () => {
  it("begins and ends at its front, and shows its back half way", () => {
    expect(angleAt(0)).toBe(0);
    expect(angleAt(0.6)).toBeCloseTo(Math.PI);
    expect(angleAt(1)).toBeCloseTo(2 * Math.PI);
  });

  it("never turns back", () => {
    for (let at = 0; at < 100; at++) {
      expect(angleAt((at + 1) / 100)).toBeGreaterThanOrEqual(angleAt(at / 100));
    }
  });

  it("is as wide as it is when it faces the eye, and nearer at one edge when it turns", () => {
    const flat = stripsAt(0);
    expect(flat.at(-1)!.right - flat[0]!.left).toBeCloseTo(1);
    const turned = stripsAt(1);
    expect(turned[0]!.height).toBeGreaterThan(turned.at(-1)!.height);
    expect(turned.at(-1)!.right - turned[0]!.left).toBeLessThan(0.7);
  });
});

describe("the card of a catch", () => {
  const caught = {
    ...aCatch(1, { breed: BREEDS[5]!.id }),
    place: { latitude: 47.4979, longitude: 19.0402, accuracy: 12 },
  };
  const options = { mine: null, withPlace: false, address: "https://dogs.example.org/#/journal" };

  it("names the place only on demand, and to about 1 km", () => {
    const locale = new Locale("en");
    expect(cardOfCatch(caught, locale, options).place).toBeNull();
    const placed = cardOfCatch(caught, locale, { ...options, withPlace: true });
    expect(placed.place).toBe("47.5°, 19.04°");
  });

  it("names a dog that the user knows, and its breed below", () => {
    const mine = { id: caught.id, at: 0, name: "Rex", pictures: [] };
    const card = cardOfCatch(caught, new Locale("en"), { ...options, mine: mine as never });
    expect(card).toMatchObject({ title: "Rex", breed: new Locale("en").breed(caught.breed) });
  });

  it("has its number in the catalogue, and the code of the app", () => {
    expect(numberOf(BREEDS[0]!.id)).toBe(1);
    expect(cardOfCatch(caught, new Locale("en"), options).number).toBe(`No. 6 of ${BREEDS.length}`);
    expect(cardOfCatch(caught, new Locale("en"), options).qr).not.toBeNull();
    const local = { ...options, address: "http://localhost/" };
    expect(cardOfCatch(caught, new Locale("en"), local).qr).toBeNull();
  });

  it("has none of a breed's data for a mix, but what it looks like", () => {
    const locale = new Locale("en");
    const mix = [BREEDS[5]!.id, BREEDS[6]!.id];
    const guesses = mix.map((id, at) => ({ id, score: 0.6 - 0.4 * at }));
    const card = cardOfCatch({ ...caught, mix, guesses }, locale, options);
    const [one, other] = mix.map(locale.breedWithin);
    expect(card).toMatchObject({
      ...{ rarityName: null, group: "Mixed breeds", number: "One of a kind" },
      ...{ remark: `Looks mostly like ${one}, with a bit of ${other}.`, facts: [] },
    });
  });

  it("names the breed that it was told from, where there was a question", () => {
    const [own, other] = [BREEDS[5]!.id, BREEDS[6]!.id];
    const guesses = (score: number) => [
      { id: own, score: 0.9 },
      { id: other, score },
    ];
    expect(rivalOf({ ...caught, guesses: guesses(0.05) })).toBe(other);
    expect(rivalOf({ ...caught, guesses: guesses(0.01) })).toBeNull();
    expect(rivalOf({ ...caught, guesses: guesses(0.05), mix: [own, other] })).toBeNull();
  });
});
