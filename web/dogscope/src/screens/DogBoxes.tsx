/** The boxes around the dogs, with their names. They move with every frame, drawn without React. */
import { useImperativeHandle, useRef, type Ref } from "react";
import type { LiveName } from "../camera/liveName";
import type { LiveState } from "../camera/liveDetection";
import type { Box, Size } from "../images/geometry";
import { placeOfChip } from "./chipPlaces";

export interface DogBoxesHandle {
  /**
   * Draws the dogs of one frame of a video.
   * @param free - the part of the view in which names are not covered, in pixels.
   */
  show(state: LiveState, video: HTMLVideoElement, free: Box): void;
}

interface DogBoxesProps {
  readonly ref: Ref<DogBoxesHandle>;
  readonly mirrored: boolean;
  /** Returns the text of a name. */
  readonly textOf: (name: LiveName) => string;
}

/** Pixels between the frame's edge and a box. */
const EDGE = 6;

/** A name, with its size: reading a size for each frame would take time. */
interface Chip {
  readonly element: HTMLElement;
  size: Size;
}

export function DogBoxes({ ref, mirrored, textOf }: DogBoxesProps) {
  const boxes = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLDivElement>(null);
  const chips = useRef<Chip[]>([]);
  useImperativeHandle(ref, () => ({
    show({ dogs, names: nameOf, target }, video, free) {
      const frame = boxes.current;
      if (!frame || video.videoWidth === 0) return;
      const size = { width: frame.clientWidth, height: frame.clientHeight };
      const image = { width: video.videoWidth, height: video.videoHeight };
      const drawn = dogs.map(({ id, box }) => ({
        id,
        box: boxOnScreen(box, image, size, mirrored),
        name: nameOf.get(id)!,
        isTarget: id === target?.id,
      }));
      each(frame, "box", drawn, (element, { box, isTarget }) => {
        element.style.transform = `translate(${box.x}px, ${box.y}px)`;
        element.style.width = `${box.width}px`;
        element.style.height = `${box.height}px`;
        element.dataset.target = String(isTarget);
      });
      const area = {
        x: free.x + EDGE,
        y: free.y + EDGE,
        width: free.width - 2 * EDGE,
        height: free.height - 2 * EDGE,
      };
      const taken: Box[] = [];
      // The dog under the reticle has its name where it belongs; the others' make room.
      drawn.sort((a, b) => Number(b.isTarget) - Number(a.isTarget));
      each(names.current!, "dog-name", drawn, (element, { id, box, name }, at) => {
        const chip = (chips.current[at] ??= { element, size: { width: 0, height: 0 } });
        const text = textOf(name);
        if (element.textContent !== text || chip.size.width === 0) {
          element.textContent = text;
          element.dataset.firm = String(name.isFirm);
          chip.size = { width: element.offsetWidth, height: element.offsetHeight };
        }
        const place = placeOfChip(box, chip.size, area, taken);
        taken.push(place);
        // Not as a transform: the animation's scale would move it, too.
        element.style.translate = `${place.x}px ${place.y}px`;
        element.dataset.dog = String(id);
      });
    },
  }));
  return (
    <div aria-hidden="true">
      <div className="boxes" ref={boxes} />
      <div className="boxes dog-names" ref={names} />
    </div>
  );
}

/** Gives each of some values an element of a container; the elements that are left over are hidden. */
function each<T>(
  container: HTMLElement,
  className: string,
  values: readonly T[],
  draw: (element: HTMLElement, value: T, at: number) => void,
): void {
  while (container.children.length < values.length) {
    container.append(Object.assign(document.createElement("div"), { className }));
  }
  for (let at = 0; at < container.children.length; at++) {
    const element = container.children[at] as HTMLElement;
    element.hidden = at >= values.length;
    if (at < values.length) draw(element, values[at]!, at);
  }
}

/** A dog that is close reaches beyond the screen; its box is drawn at the edge, to be seen. */
function boxOnScreen(box: Box, image: Size, screen: Size, mirrored: boolean): Box {
  const { scale, left, top } = fill(image, screen);
  const fromLeft = mirrored ? image.width - box.x - box.width : box.x;
  const [x0, x1] = clip(left + fromLeft * scale, box.width * scale, screen.width);
  const [y0, y1] = clip(top + box.y * scale, box.height * scale, screen.height);
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
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
