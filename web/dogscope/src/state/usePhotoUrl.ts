/** A kept photo as an address for an <img>; it is let go of when the screen is. */
import { useEffect, useState } from "react";
import { useApp } from "./appContext";

/** @returns null until it is there, or where there is none. */
export function usePicture(key: string | null, which: "photo" | "thumb"): string | null {
  const { keeper } = useApp();
  const [shown, setShown] = useState<{ key: string; url: string } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let url: string | null = null;
    let gone = false;
    keeper.picture(key).then(
      (picture) => {
        if (gone || !picture) return;
        url = URL.createObjectURL(picture[which]);
        setShown({ key, url });
      },
      () => undefined,
    );
    return () => {
      gone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [keeper, key, which]);
  return shown && shown.key === key ? shown.url : null;
}
