/** The drawings of the breeds, each made once. */
import { BREEDS } from "../breeds/breedCatalogue";
import type { Drawing } from "./anatomy";
import { drawDog } from "./drawDog";
import { lookOf } from "./looks";

const drawings = new Map<string, Drawing>();

/** Returns the drawing of a breed; of an unknown one it is that of a plain dog. */
export function drawingOf(id: string): Drawing {
  const known = drawings.get(id);
  if (known) return known;
  const seed = BREEDS.findIndex((breed) => breed.id === id) + 1;
  const drawing = drawDog(lookOf(id), seed);
  drawings.set(id, drawing);
  return drawing;
}
