/** The animals beside dogs that the app can name. */

/** Their keys, as they are stored; the name of one is the message `animal.KEY`. */
export const ANIMALS = ["cat", "bird", "horse"] as const;

export type Animal = (typeof ANIMALS)[number];

export function isAnimal(value: unknown): value is Animal {
  return ANIMALS.some((animal) => animal === value);
}
