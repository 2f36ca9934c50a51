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
  // A face that ends in a point; the cheeks are left out.
  fox: [
    "M12 12c9 3 17 9 22 17a44 44 0 0 1 28 0c5-8 13-14 22-17 3 13 2 25-3 35l5 8c-4 9-12 16-22 20L48 90 32 75C22 71 14 64 10 55l5-8c-5-10-6-22-3-35zM33 46a5 5 0 1 0 .1 0zM63 46a5 5 0 1 0 .1 0zM16 56c9 0 17 4 22 11l6 13-9-8c-8-3-15-9-19-16zM80 56c-9 0-17 4-22 11l-6 13 9-8c8-3 15-9 19-16z",
    "M22 24l4 10M74 24l-4 10",
  ],
  // A face with a ruff; the eyes and the nose are left out.
  wolf: [
    "M20 8c7 4 13 10 16 17a40 40 0 0 1 24 0c3-7 9-13 16-17 4 10 5 20 3 29l10 15-8 1 5 12-10-1 2 10-13-3-8 13a11 9 0 0 1-18 0l-8-13-13 3 2-10-10 1 5-12-8-1 10-15c-2-9-1-19 3-29zM34 42a5 5 0 1 0 .1 0zM62 42a5 5 0 1 0 .1 0zM41 71h14l-7 8z",
    "M27 21l3 8M69 21l-3 8",
  ],
  // A sausage in its bun, and the mustard on it.
  hotdog: [
    "M11 41c0-8 7-13 15-13h44c8 0 15 5 15 13zM10 45h76a8 8 0 0 1 0 16H10a8 8 0 0 1 0-16zM11 65h74c0 8-7 13-15 13H26c-8 0-15-5-15-13zM14 54l7-4 9 6 9-6 9 6 9-6 9 6 9-6 7 4-2 3-5-3-9 6-9-6-9 6-9-6-9 6-9-6-5 3z",
    "M36 20c-4-4 4-6 0-10M48 20c-4-4 4-6 0-10M60 20c-4-4 4-6 0-10",
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
