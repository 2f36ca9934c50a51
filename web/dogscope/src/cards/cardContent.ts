/** What stands on a card, in the user's language. */
import type { Rarity } from "../game/rarity";
import type { Box, Size } from "../images/geometry";
import type { Modules } from "../qr/qrCode";

export type CardShape = "portrait" | "square";

export const CARD_SIZES: Readonly<Record<CardShape, Size>> = {
  portrait: { width: 1080, height: 1350 },
  square: { width: 1080, height: 1080 },
};

export interface CardContent {
  readonly rarity: Rarity;
  /** The breed's rarity as a word; null where it has none. */
  readonly rarityName: string | null;
  /** The breed whose silhouette is drawn: its id. */
  readonly silhouette: string;
  /** The breed, or the name of a dog that the user knows. */
  readonly title: string;
  /** The breed of a dog with a name; null where the title is the breed. */
  readonly breed: string | null;
  readonly group: string;
  /** Its place among all breeds: "No. 12 of 120"; of a mix, that it is one of a kind. */
  readonly number: string;
  readonly date: string;
  /** Null unless the user asks for it. */
  readonly place: string | null;
  /** The look-alike that it was told from, or what a mix looks like, as a sentence. */
  readonly remark: string | null;
  /** The facts of the back: a name and a value each. */
  readonly facts: readonly (readonly [string, string])[];
  /** The code that opens the app; null where others can't open its address. */
  readonly qr: Modules | null;
}

/** A photo, and the dog in it, in the photo's pixels. */
export interface CardPhoto {
  readonly image: ImageBitmap;
  readonly dog: Box;
}
