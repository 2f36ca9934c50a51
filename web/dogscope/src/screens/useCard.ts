/** The picture or the film of a catch's card, made anew with every choice. */
import { useEffect, useState } from "react";
import { recordClip } from "../cards/cardClip";
import type { CardContent } from "../cards/cardContent";
import { backCanvas, cardImage, frontCanvas } from "../cards/cardImage";
import { cardOfCatch } from "../cards/cardOfCatch";
import { useApp } from "../state/appContext";
import type { Catch, MyDog, Photo } from "../storage/userRecords";

export type CardFormat = "portrait" | "square" | "clip";

export type CardState =
  | { readonly kind: "making"; readonly part: number | null }
  | { readonly kind: "ready"; readonly blob: Blob; readonly url: string }
  | { readonly kind: "failed"; readonly error: unknown };

interface CardChoice {
  readonly format: CardFormat;
  readonly mine: MyDog | null;
  readonly withPlace: boolean;
}

export function useCard(caught: Catch, { format, mine, withPlace }: CardChoice): CardState {
  const { userData, locale } = useApp();
  const [state, setState] = useState<CardState>({ kind: "making", part: null });
  useEffect(() => {
    const abort = new AbortController();
    let url: string | null = null;
    const set = (next: CardState): void => {
      if (!abort.signal.aborted) setState(next);
    };
    const make = async (): Promise<Blob> => {
      const photo = await userData.photo(caught.id);
      if (!photo) throw new Error(`the photo ${caught.id} is not stored`);
      const options = { mine, withPlace, address: location.href };
      const content = cardOfCatch(caught, locale, options);
      abort.signal.throwIfAborted();
      if (format !== "clip") return cardImage(photo, content, format);
      return clipOf(photo, content, abort.signal, (part) => set({ kind: "making", part }));
    };
    set({ kind: "making", part: format === "clip" ? 0 : null });
    make().then(
      (blob) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(blob);
        set({ kind: "ready", blob, url });
      },
      (error: unknown) => set({ kind: "failed", error }),
    );
    return () => {
      abort.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [userData, locale, caught, format, mine, withPlace]);
  return state;
}

async function clipOf(
  photo: Photo,
  content: CardContent,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<Blob> {
  const front = await frontCanvas(photo, content, "portrait");
  const back = await backCanvas(content, "portrait");
  try {
    signal.throwIfAborted();
    return await recordClip({ front, back }, { signal, onProgress });
  } finally {
    for (const side of [front, back]) side.width = side.height = 0;
  }
}
