/** A breed's drawing that fills its place: the whole dog, or its head. */
import { DogFigure } from "./DogFigure";
import { drawingOf } from "./drawingOf";

export interface DogPictureProps {
  /** The breed. */
  readonly id: string;
  /** In colour; else as a dark silhouette. */
  readonly inColour: boolean;
  readonly part?: "whole" | "head";
}

export default function DogPicture({ id, inColour, part = "whole" }: DogPictureProps) {
  const { box, headBox } = drawingOf(id);
  const [left, top, width, height] = part === "head" ? headBox : box;
  const margin = 3;
  return (
    <svg
      className={`breed-drawing ${part}`}
      viewBox={[left - margin, top - margin, width + 2 * margin, height + 2 * margin]
        .map((each) => each.toFixed(1))
        .join(" ")}
      aria-hidden="true"
    >
      <DogFigure id={id} inColour={inColour} headOnly={part === "head"} />
    </svg>
  );
}
