import { describe, expect, it } from "vitest";
import { VideoFrames } from "../../src/camera/videoFrames";

/** Returns a video, and the function that makes it show a frame. */
function video(): { element: HTMLVideoElement; show: () => void } {
  let onFrame: (() => void) | null = null;
  const element = {
    requestVideoFrameCallback(callback: () => void) {
      onFrame = callback;
    },
  };
  return { element: element as unknown as HTMLVideoElement, show: () => onFrame?.() };
}

describe("the frames of a video", () => {
  it("are each counted once", () => {
    const { element, show } = video();
    const frames = new VideoFrames(element);
    frames.start();
    show();
    show();
    expect(frames.count).toBe(2);
  });

  it("are not waited for when a newer one is there already", async () => {
    const { element, show } = video();
    const frames = new VideoFrames(element);
    frames.start();
    show();
    const start = performance.now();
    await frames.after(0);
    expect(performance.now() - start).toBeLessThan(100);
  });

  it("are waited for when there is no newer one", async () => {
    const { element, show } = video();
    const frames = new VideoFrames(element);
    frames.start();
    show();
    let isThere = false;
    const waiting = frames.after(1).then(() => (isThere = true));
    await Promise.resolve();
    expect(isThere).toBe(false);
    show();
    await waiting;
    expect(frames.count).toBe(2);
  });

  it("are not waited for without end when the video stands still or is stopped", async () => {
    const { element } = video();
    const frames = new VideoFrames(element);
    frames.start();
    await frames.after(0);
    const waiting = frames.after(0);
    frames.stop();
    await waiting;
    expect(frames.count).toBe(0);
  });
});
