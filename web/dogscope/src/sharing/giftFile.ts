/** What the screens know of a dog that is given away before they read one. */

/** The ending of a file with a dog. */
export const GIFT_ENDING = ".dogscope-dog";
/** The most bytes of a dog. */
export const MOST_GIFT = 32_768;

export type GiftErrorCode = "damaged" | "newer" | "encoder";

/** `encoder`: the dog was taught to another version of the breeds' model. */
export class GiftError extends Error {
  override readonly name = "GiftError";

  constructor(readonly code: GiftErrorCode) {
    super(code);
  }
}
