import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeQr, TooLongForQrError, type Modules } from "../../src/qr/qrCode";
import { penaltyOf } from "../../src/qr/qrMatrix";

const PI = "3141592653589793".repeat(200);

const picture = (modules: Modules): string =>
  modules.map((row) => row.map((dark) => (dark ? "#" : ".")).join("")).join("\n");

/**
 * Digits of PI, the level, the mask; then the size, and the sha256 of the code that `segno` 1.6.6
 * draws: `segno.make(digits, error=level, mode="numeric", boost_error=False, mask=mask)`.
 */
const BY_SEGNO: readonly (readonly [number, "L" | "M" | "Q", number, number, string])[] = [
  [13, "L", 5, 21, "f89edf085ca422407334611a4a7651e748fb71b52c644b8a32f5e9a19be922f0"],
  [13, "M", 5, 21, "4c41f35d23c971cc167cdf229054ddd3655bce1defee67fca2371fd21f586cf6"],
  [13, "Q", 5, 21, "35281676c4ce686dfb823c02053fd34cd52432f861e1a81a3daf6a16f7b5ee8c"],
  [37, "L", 5, 21, "543045c83a19f3adaf43a086d71c82c39ccacf735b87972214efdbfbd134151b"],
  [37, "M", 5, 25, "81594aef3a261b93a788cf37081b25ce6875beca1023dc964e2b123aa9d5d4e6"],
  [37, "Q", 5, 25, "bd73b32317cf086014d21ebd5eb25ab4dde82044203b798796c1561e6a517db9"],
  [101, "L", 5, 29, "9483c843384abab121e27f1cf88badee1b9189dbdef12d914a059bb4125793b0"],
  [101, "M", 5, 29, "6a9d989c3422682157be758484b56a98296573ccf464a59dcea001f457d05f6a"],
  [101, "Q", 5, 33, "5505474c1587cfb9857b17aba5cb499c4c7bf2535ec925e5884e65e7b2fae9d7"],
  [302, "L", 6, 41, "4fe8c9585b724d092b1aef85dd9ae4bf0258e3af4680b61d04dfea3dda8b84be"],
  [302, "M", 6, 49, "1223be8b08bb4868aabfe304ab0cce9ab63f3cb2a31d7b6b894be1dd2601a90e"],
  [302, "Q", 6, 53, "d9b76c6f8a0f4302dad0d3203dbcb8960b4568f72e66f49e09d2d4b8f1b07e2c"],
  [640, "L", 0, 57, "2420aac454b090852842bd9742d0fb72996fef537ef2f55b63dbc6dabf5e98a8"],
  [640, "M", 0, 65, "e455901a30e3bc11bbcca143711658e9b7bb5f7b42a0e4fb837b5c1e8bc39fef"],
  [640, "Q", 0, 77, "57d6d7c58833d0fb988c199427b4d359b9494a15e454bf53fdcca1df1bec5a88"],
  [1639, "L", 7, 89, "84377d051fbaf496b5420738cd88ecbcf74721b8a2e886e0ff1c94f95dce3865"],
  [1639, "M", 7, 101, "4bc400a714b613ba1e96a2f1fc7929914ac5e82b0c1ce5c051583ae9c79c3b72"],
  [1639, "Q", 7, 117, "7cd9f40fb6a8227cdfeb5fb5e449a57405d5bbdc5f52a3bf50ec92a3fe44ef03"],
  [2201, "L", 1, 101, "86af903e3d44fdc82f6e986660931e436a76b2c0010b2590c82d7b0d4238e11d"],
  [2201, "M", 1, 117, "35e73cc8d71fa3af888484c55aa69a7fc7c2ce06e7f4cba9804ec8441b2e6a58"],
];

describe("a QR code", () => {
  it.each(BY_SEGNO)("of %i digits at level %s with mask %i is as segno draws it", (...row) => {
    const [digits, level, mask, size, sha256] = row;
    const modules = encodeQr(PI.slice(0, digits), level, mask);
    expect(modules).toHaveLength(size);
    expect(createHash("sha256").update(picture(modules)).digest("hex")).toBe(sha256);
  });

  it("is written with the mask of the least penalty", () => {
    for (const text of ["https://dogs.example.org/scope/", "Größe", PI.slice(0, 90)]) {
      const all = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => penaltyOf(encodeQr(text, "M", mask)));
      expect(penaltyOf(encodeQr(text, "M"))).toBe(Math.min(...all));
    }
  });

  it("takes digits in less space than letters", () => {
    expect(encodeQr(PI.slice(0, 300), "L").length).toBeLessThan(
      encodeQr("x".repeat(300), "L").length,
    );
  });

  it("grows with its text, until there is no room", () => {
    let size = 0;
    for (let letters = 1; letters < 1200; letters += 150) {
      const { length } = encodeQr("x".repeat(letters), "L", 0);
      expect(length).toBeGreaterThanOrEqual(size);
      size = length;
    }
    expect(() => encodeQr("x".repeat(1300), "L")).toThrow(TooLongForQrError);
  });

  it("has its three finders, whatever the text", () => {
    const finder = "#######,#.....#,#.###.#,#.###.#,#.###.#,#.....#,#######";
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: "grapheme" }), (text) => {
        const modules = encodeQr(text, "Q", 3);
        const at = (x: number, y: number): string =>
          picture(modules.slice(y, y + 7).map((row) => row.slice(x, x + 7))).replaceAll("\n", ",");
        const far = modules.length - 7;
        expect([at(0, 0), at(far, 0), at(0, far)]).toEqual([finder, finder, finder]);
      }),
      { numRuns: 20 },
    );
  });
});
