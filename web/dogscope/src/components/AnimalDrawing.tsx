/** Simple drawings of the other animals, each of flat shapes in a square of 96 x 96. */
import type { Animal } from "../storage/animals";

const SHAPES: Readonly<Record<Animal, readonly string[]>> = {
  // A face with pricked ears; the second path is left out of the first: eyes, nose.
  cat: [
    "M20 14c8 2 14 7 17 12a34 34 0 0 1 22 0c3-5 9-10 17-12 3 9 3 18 1 25 5 7 6 15 4 22-4 14-17 22-33 22S19 75 15 61c-2-7-1-15 4-22-2-7-2-16 1-25zM35 47a5 6 0 1 0 .1 0zM61 47a5 6 0 1 0 .1 0zM43 64h10l-5 5z",
    "M10 60l-8-3M10 67l-8 2M86 60l8-3M86 67l8 2",
  ],
  bird: [
    "M14 34c0-11 9-20 20-20 10 0 17 6 19 15l31 35-16 2-6 8c-4 4-10 6-17 6-18 0-31-13-31-31zM33 28a4 4 0 1 0 .1 0zM14 30L2 38l12 3z",
    "M40 80v12M52 80v12M36 92h8M48 92h8M38 46c4 12 12 17 24 18",
  ],
  horse: [
    "M52 8l5 11c13 6 22 20 24 36l5 33H44c2-12-1-20-6-25-5 3-9 7-14 9-6 2-12-1-14-6-1-4 0-7 3-10l19-29c3-5 8-8 13-9zM42 34a3.500 3.500 0 1 0 .1 0z",
    "M60 24c10 9 15 22 16 38",
  ],
};

export function AnimalDrawing({ animal }: { animal: Animal }) {
  const [shape, lines] = SHAPES[animal];
  return (
    <svg className="silhouette animal" viewBox="0 0 96 96" aria-hidden="true">
      <path d={shape} fillRule="evenodd" />
      <path className="lines" d={lines} />
    </svg>
  );
}
