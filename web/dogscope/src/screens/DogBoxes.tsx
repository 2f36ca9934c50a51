/** The boxes around the dogs, moved with every frame, past React. */
import { useImperativeHandle, useRef, type Ref } from "react";
import type { Track } from "../camera/animalTracker";
import type { Size } from "../images/geometry";

export interface BoxesHandle {
  show(
    dogs: readonly Track[],
    target: number | null,
    video: HTMLVideoElement,
    mirrored: boolean,
  ): void;
}

/** How a picture fills a frame: scaled until it covers it, its middle in the middle. */
export function fill(picture: Size, frame: Size): { scale: number; left: number; top: number } {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
  return {
    scale,
    left: (frame.width - picture.width * scale) / 2,
    top: (frame.height - picture.height * scale) / 2,
  };
}

const EDGE = 6; // pixels

function clipped(from: number, length: number, whole: number): [number, number] {
  const start = Math.min(Math.max(from, EDGE), whole - 2 * EDGE);
  return [start, Math.max(Math.min(from + length, whole - EDGE), start)];
}

export function Boxes({ ref }: { ref: Ref<BoxesHandle> }) {
  const holder = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    show(dogs, target, video, mirrored) {
      const frame = holder.current;
      if (!frame || video.videoWidth === 0) return;
      const size = { width: frame.clientWidth, height: frame.clientHeight };
      const picture = { width: video.videoWidth, height: video.videoHeight };
      const { scale, left, top } = fill(picture, size);
      while (frame.children.length < dogs.length) {
        frame.append(Object.assign(document.createElement("div"), { className: "box" }));
      }
      for (let at = 0; at < frame.children.length; at++) {
        const element = frame.children[at] as HTMLElement;
        const dog = dogs[at];
        element.hidden = !dog;
        if (!dog) continue;
        const { x, y, width, height } = dog.box;
        const fromLeft = mirrored ? picture.width - x - width : x;
        // What lies beyond the screen is drawn at its edge: a box of a dog that is close is seen.
        const [x0, x1] = clipped(left + fromLeft * scale, width * scale, size.width);
        const [y0, y1] = clipped(top + y * scale, height * scale, size.height);
        element.style.transform = `translate(${x0}px, ${y0}px)`;
        element.style.width = `${x1 - x0}px`;
        element.style.height = `${y1 - y0}px`;
        element.dataset.target = String(dog.id === target);
      }
    },
  }));
  return <div className="boxes" ref={holder} aria-hidden="true" />;
}
