/** A breed's drawing; the code that draws is loaded with the first of them. */
import { lazy, Suspense } from "react";
import type { DogPictureProps } from "../drawings/DogPicture";

const DogPicture = lazy(() => import("../drawings/DogPicture"));

/** Is decoration for a screen reader: the breed's name is beside it. */
export function BreedDrawing(props: DogPictureProps) {
  return (
    <Suspense
      fallback={<svg className={`breed-drawing ${props.part ?? "whole"}`} aria-hidden="true" />}
    >
      <DogPicture {...props} />
    </Suspense>
  );
}
