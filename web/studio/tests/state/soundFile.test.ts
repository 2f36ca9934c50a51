import { expect, test } from "vitest";
import { wavOf } from "../../src/state/soundFile";

test("samples become a WAV of 16 bits, and louder ones than 1 are clipped", async () => {
  const wav = wavOf(new Float32Array([0, 0.5, -1, 2]), 48_000);
  const view = new DataView(await wav.arrayBuffer());
  const text = (at: number) =>
    String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
  expect([text(0), text(8), text(36)]).toEqual(["RIFF", "WAVE", "data"]);
  expect(view.getUint32(24, true)).toBe(48_000);
  expect([0, 1, 2, 3].map((n) => view.getInt16(44 + 2 * n, true))).toEqual([
    0, 16_384, -32_767, 32_767,
  ]);
});
