import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { VizslaError } from "../../src/errors.js";
import { nodeSounds, type NodeSound } from "../../src/modalities/audio/nodeSounds.js";
import { RATE, type Sound } from "../../src/modalities/audio/sound.js";
import { readWav } from "../../src/modalities/audio/wavFile.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";

const limits = { ...defaultLimits(30), maxSeconds: 2 };
const folder = mkdtempSync(join(tmpdir(), "sounds-"));

async function read(source: NodeSound): Promise<Sound> {
  return nodeSounds.read(await nodeSounds.pack(source), { limits });
}

async function codeOf(source: unknown): Promise<string> {
  return read(source as NodeSound).then(
    () => "none",
    (error: VizslaError) => error.code,
  );
}

/** Returns a WAV file of one channel of 16 bits. */
function wav(samples: Int16Array, rate = RATE): Uint8Array {
  const content = new Uint8Array(44 + samples.byteLength);
  const view = new DataView(content.buffer);
  const write = (at: number, text: string): void => content.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, content.length - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, samples.byteLength, true);
  samples.forEach((each, at) => view.setInt16(44 + 2 * at, each, true));
  return content;
}

const SOME = Int16Array.from({ length: 100 }, (_, at) => 300 * (at % 7) - 900);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a sound", () => {
  it("is a WAV file, or samples with their rate", async () => {
    const path = join(folder, "new.wav");
    const content = wav(SOME);
    writeFileSync(path, content);
    const float = Float32Array.from(SOME, (each) => each / 32_768);
    const sources: NodeSound[] = [
      path,
      pathToFileURL(path),
      content,
      new Blob([content as Uint8Array<ArrayBuffer>]),
      { samples: SOME, rate: RATE },
      { samples: float, rate: RATE },
      { samples: [float, float], rate: RATE },
      { samples: Float64Array.from(float), rate: RATE },
    ];
    for (const each of sources) expect((await read(each)).samples).toEqual(float);
  });

  it("may change while it is answered", async () => {
    const samples = Float32Array.from(SOME, (each) => each / 32_768);
    const packed = await nodeSounds.pack({ samples, rate: RATE });
    const before = samples.slice();
    samples.fill(0);
    expect((await nodeSounds.read(packed, { limits })).samples).toEqual(before);
  });

  it.each([
    ["a number", 5, "input-type"],
    ["samples without a rate", { samples: SOME }, "input-type"],
    ["a rate that is no number", { samples: SOME, rate: "44100" }, "input-type"],
    ["samples of no type that is known", { samples: [0, 1], rate: RATE }, "input-type"],
    ["no samples", { samples: new Float32Array(0), rate: RATE }, "input-damaged"],
    ["samples that are no numbers", { samples: Float32Array.of(NaN), rate: RATE }, "input-damaged"],
    [
      "more than the limit",
      { samples: new Float32Array(2 * RATE + 1), rate: RATE },
      "input-too-large",
    ],
    ["an empty file", new Uint8Array(0), "input-damaged"],
    ["a picture", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0), "input-format"],
    ["a path that is not there", join(folder, "none.wav"), "input-not-found"],
  ])("is not %s", async (_, source, code) => {
    expect(await codeOf(source)).toBe(code);
  });
});

describe("a WAV file", () => {
  it("gives its samples at any rate", () => {
    const samples = fc.uint8Array({ minLength: 2, maxLength: 400 }).map((each) => {
      return new Int16Array(each.slice(0, each.length - (each.length % 2)).buffer);
    });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1_000, max: 768_000 }), (given, rate) => {
        const found = readWav(wav(given, rate), "new.wav");
        expect(found.rate).toBe(rate);
        expect(found.samples).toEqual(Float32Array.from(given, (each) => each / 32_768));
      }),
    );
  });

  it("that is damaged is read as far as it goes, or refused", () => {
    const change = fc.record({ at: fc.nat(43), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change), fc.nat(244), (changes, length) => {
        const content = wav(SOME).slice(0, length);
        for (const { at, to } of changes) if (at < length) content[at] = to;
        try {
          expect(readWav(content, "new.wav").samples.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(VizslaError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
