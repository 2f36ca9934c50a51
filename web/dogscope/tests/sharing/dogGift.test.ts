import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prototypeOf } from "../../src/detection/dogPrototype";
import { fromDigits, toDigits } from "../../src/sharing/decimalDigits";
import {
  giftDigits,
  giftOfDigits,
  readGift,
  writeGift,
  type DogGift,
} from "../../src/sharing/dogGift";
import { GiftError, MOST_GIFT } from "../../src/sharing/giftFile";
import { encodeQr } from "../../src/qr/qrCode";
import { idOf } from "../sampleRecords";

const ENCODER = "994b4e1235820340";

function gift(changed: Partial<DogGift> = {}): DogGift {
  const embeddings = [1, 2, 3, 4, 5].map((own) =>
    Float32Array.from({ length: 1280 }, (_, at) => Math.abs(Math.sin(at)) + Math.sin(own * at) / 9),
  );
  const looks = prototypeOf(ENCODER, embeddings);
  return { id: idOf(7), name: "Rex", looks, photo: null, ...changed };
}

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof GiftError) return error.code;
    throw error;
  }
  return "none";
};

describe("digits", () => {
  it("are read back as the bytes that they were", () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 0, max: 255, minLength: 1, maxLength: 40 }), (bytes) => {
        expect(fromDigits(toDigits(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it("are none where they are anything else", () => {
    for (const text of ["", "12a", "-1", "9", "999", "99999999999999999", "1".repeat(18)]) {
      expect(fromDigits(text)).toBeNull();
    }
  });
});

describe("a dog that is given away", () => {
  it("arrives as it was sent, with its photo in a file and without one in a link", () => {
    const photo = Uint8Array.from([0xff, 0xd8, 1, 2, 3]);
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 100 }), (id, count) => {
        const sent = gift({ id, photo });
        const looks = { ...sent.looks, count };
        const read = readGift(writeGift({ ...sent, looks }));
        expect(read).toMatchObject({ id, name: "Rex", photo });
        expect(read.looks).toMatchObject({ encoder: ENCODER, count, codes: looks.codes });
        expect(read.looks.agreement).toBeCloseTo(looks.agreement, 4);
        expect(giftOfDigits(giftDigits(sent)).photo).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it("fits in a code that a phone can scan from another one's screen", () => {
    const link = `https://dogs.example.org/scope/#/dog/${giftDigits(gift({ name: "Rex".repeat(8) }))}`;
    expect(encodeQr(link, "L", 0).length).toBeLessThanOrEqual(97); // version 20
  });

  it("is refused where a byte is changed, missing or too many", () => {
    const bytes = writeGift(gift());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= change;
        expect(codeOf(() => readGift(changed))).not.toBe("none");
        expect(codeOf(() => readGift(bytes.subarray(0, at)))).not.toBe("none");
      }),
    );
    expect(codeOf(() => readGift(Uint8Array.from([...bytes, 0])))).toBe("damaged");
    expect(codeOf(() => readGift(new Uint8Array(MOST_GIFT + 1)))).toBe("damaged");
  });

  it("is never read out of anything else, without another error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        expect(codeOf(() => readGift(bytes))).not.toBe("none");
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(codeOf(() => giftOfDigits(text))).not.toBe("none");
      }),
    );
  });

  it("of a later format says so", () => {
    const later = writeGift(gift());
    later[0] = 2;
    expect(codeOf(() => readGift(later))).toBe("newer");
  });

  it("has a name in one line of visible characters", () => {
    expect(readGift(writeGift(gift({ name: " Re\u0000x\u202e\n " }))).name).toBe("Rex");
    expect(codeOf(() => readGift(writeGift(gift({ name: "\u0007" }))))).toBe("damaged");
    const long = readGift(writeGift(gift({ name: "🐕".repeat(40) }))).name;
    expect(long).toBe("🐕".repeat(30));
  });
});
