import { describe, expect, it } from "vitest";
import { Frames } from "../../src/camera/videoFrames";

/** A video that shows a frame whenever it is told to. */
function video(): { element: HTMLVideoElement; show: () => void } {
  let told: (() => void) | null = null;
  const element = {
    requestVideoFrameCallback(callback: () => void) {
      told = callback;
    },
  };
  return { element: element as unknown as HTMLVideoElement, show: () => told?.() };
}

describe("the frames of a video", () => {
  it("are each counted once", () => {
    const { element, show } = video();
    const frames = new Frames(element);
    frames.start();
    show();
    show();
    expect(frames.count).toBe(2);
  });

  it("are not waited for where a newer one has come already", async () => {
    const { element, show } = video();
    const frames = new Frames(element);
    frames.start();
    show();
    const start = performance.now();
    await frames.after(0);
    expect(performance.now() - start).toBeLessThan(100);
  });

  it("are waited for where none has come", async () => {
    const { element, show } = video();
    const frames = new Frames(element);
    frames.start();
    show();
    let come = false;
    const waiting = frames.after(1).then(() => (come = true));
    await Promise.resolve();
    expect(come).toBe(false);
    show();
    await waiting;
    expect(frames.count).toBe(2);
  });

  it("keep nobody waiting where the video stands still, or is over", async () => {
    const { element } = video();
    const frames = new Frames(element);
    frames.start();
    await frames.after(0);
    const waiting = frames.after(0);
    frames.stop();
    await waiting;
    expect(frames.count).toBe(0);
  });
});
