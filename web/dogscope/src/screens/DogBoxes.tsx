/** The boxes around the dogs. They move with every frame, so they are drawn without React. */
import { useImperativeHandle, useRef, type Ref } from "react";
import type { Track } from "../camera/animalTracker";
import type { Size } from "../images/geometry";

export interface DogBoxesHandle {
  /** @param target - the id of the dog under the reticle, or null. */
  show(
    dogs: readonly Track[],
    target: number | null,
    video: HTMLVideoElement,
    mirrored: boolean,
  ): void;
}

/** Pixels between the frame's edge and a box. */
const EDGE = 6;

export function DogBoxes({ ref }: { ref: Ref<DogBoxesHandle> }) {
  const container = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    show(dogs, target, video, mirrored) {
      const frame = container.current;
      if (!frame || video.videoWidth === 0) return;
      const size = { width: frame.clientWidth, height: frame.clientHeight };
      const image = { width: video.videoWidth, height: video.videoHeight };
      const { scale, left, top } = fill(image, size);
      while (frame.children.length < dogs.length) {
        frame.append(Object.assign(document.createElement("div"), { className: "box" }));
      }
      for (let at = 0; at < frame.children.length; at++) {
        const element = frame.children[at] as HTMLElement;
        const dog = dogs[at];
        element.hidden = !dog;
        if (!dog) continue;
        const { x, y, width, height } = dog.box;
        const fromLeft = mirrored ? image.width - x - width : x;
        // A dog that is close reaches beyond the screen; its box is drawn at the edge, to be seen.
        const [x0, x1] = clip(left + fromLeft * scale, width * scale, size.width);
        const [y0, y1] = clip(top + y * scale, height * scale, size.height);
        element.style.transform = `translate(${x0}px, ${y0}px)`;
        element.style.width = `${x1 - x0}px`;
        element.style.height = `${y1 - y0}px`;
        element.dataset.target = String(dog.id === target);
      }
    },
  }));
  return <div className="boxes" ref={container} aria-hidden="true" />;
}

/** Returns the scale and the offset with which a centred image covers a frame. */
function fill(image: Size, frame: Size): { scale: number; left: number; top: number } {
  const scale = Math.max(frame.width / image.width, frame.height / image.height);
  return {
    scale,
    left: (frame.width - image.width * scale) / 2,
    top: (frame.height - image.height * scale) / 2,
  };
}

function clip(from: number, length: number, whole: number): [start: number, end: number] {
  const start = Math.min(Math.max(from, EDGE), whole - 2 * EDGE);
  return [start, Math.max(Math.min(from + length, whole - EDGE), start)];
}
