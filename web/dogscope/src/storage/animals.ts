/** The animals beside dogs that the app can name; and the hot dog, which is a joke. */

/** Their keys, as they are stored; the name of one is the message `animal.KEY`. */
export const ANIMALS = ["cat", "bird", "horse", "fox", "wolf", "hotdog"] as const;

export type Animal = (typeof ANIMALS)[number];

export function isAnimal(value: unknown): value is Animal {
  return ANIMALS.some((animal) => animal === value);
}
