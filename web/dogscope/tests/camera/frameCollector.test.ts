import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DogLooks } from "../../src/camera/dogLooks";
import { FrameCollector } from "../../src/camera/frameCollector";
import type { Classification } from "../../src/detection/dogPrediction";
import type { Models } from "../../src/detection/dogModels";
import { look, THRESHOLD } from "./looks";

const BOX = { x: 0, y: 0, width: 100, height: 100 };
const beagle = look({ beagle: 0.9 });
const pug = look({ pug: 0.9 });

/** An image, which knows the frame that it comes from. */
class Image {
  readonly width = 640;
  readonly height = 480;
  isClosed = false;
  constructor(readonly frame: number) {}
  close(): void {
    this.isClosed = true;
  }
}

let frames: Image[];
beforeEach(() => {
  frames = [];
  vi.useFakeTimers({ now: 0 });
  vi.stubGlobal("createImageBitmap", async (source: unknown) => {
    if (source instanceof Image) return new Image(source.frame);
    const frame = new Image(frames.length);
    frames.push(frame);
    return frame;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Returns a collector of some frames, and the numbers of those that the classifier sees. */
async function collected(
  count: number,
  classify: (frame: number) => Classification,
): Promise<[FrameCollector, number[]]> {
  const seen: number[] = [];
  const models = {
    threshold: THRESHOLD,
    classify: async (part: unknown) => {
      seen.push((part as Image).frame);
      return classify((part as Image).frame);
    },
  } as unknown as Models;
  const collector = new FrameCollector({} as HTMLVideoElement, models);
  for (let frame = 0; frame < count; frame++) {
    await collector.collect(BOX);
    vi.advanceTimersByTime(130);
  }
  return [collector, seen];
}

function looksAt(...all: Classification[]): DogLooks {
  const looks = new DogLooks(THRESHOLD);
  for (const each of all) looks.add(each, 0);
  return looks;
}

describe("the answer about a held dog", () => {
  it("comes from the looks while the ring filled, without another one", async () => {
    const [collector, seen] = await collected(6, () => beagle);
    const { prediction } = await collector.predict(looksAt(beagle, beagle, beagle));
    expect(prediction).toMatchObject({ kind: "dog", breed: "beagle" });
    expect(seen).toEqual([]);
  });

  it("comes after more looks on a slow phone, at the newest frames", async () => {
    const [collector, seen] = await collected(6, () => beagle);
    const { prediction } = await collector.predict(looksAt(beagle));
    expect(prediction.breed).toBe("beagle");
    expect(seen).toEqual([5, 4]);
  });

  it("comes after one look more where breeds are left", async () => {
    const [collector, seen] = await collected(6, () => look({ beagle: 0.6, harrier: 0.3 }));
    const { prediction } = await collector.predict(looksAt());
    expect(prediction.kind).toBe("either");
    expect(seen).toEqual([5, 4, 3, 2]);
  });

  it("is about the dog in the last frames, where the box has changed hands", async () => {
    const [collector] = await collected(6, () => pug);
    const looks = looksAt(beagle, beagle, beagle);
    looks.doubt(300);
    expect((await collector.predict(looks)).prediction.breed).toBe("pug");
  });

  it("has the frame that shows the breed best, and closes the others", async () => {
    const scores = [0.8, 0.95, 0.85];
    const [collector] = await collected(0, (frame) => look({ beagle: scores[frame]! }));
    const looks = looksAt();
    for (let frame = 0; frame < scores.length; frame++) {
      await collector.collect(BOX);
      const found = await collector.look(looks.nextMargin);
      looks.add(found!.look, found!.at);
      expect(await collector.look(looks.nextMargin)).toBeNull(); // no frame is looked at twice
    }
    const { image } = await collector.predict(looks);
    expect(image).toBe(frames[1]);
    expect(frames.map(({ isClosed }) => isClosed)).toEqual([true, false, true]);
  });

  it("is not from a look at a dog that was dropped meanwhile", async () => {
    const [collector] = await collected(1, () => beagle);
    const looking = collector.look(0.1);
    collector.drop();
    expect(await looking).toBeNull();
    await expect(collector.predict(looksAt(beagle))).rejects.toThrow("no frame");
  });
});
