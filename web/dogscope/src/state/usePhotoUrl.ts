/** A stored photo as the address of an `<img>`, which is revoked with the component. */
import { useEffect, useState } from "react";
import { useApp } from "./appContext";

/**
 * @param id - the photo's id; null for no photo.
 * @returns null until the photo is loaded, and where there is none.
 */
export function usePhotoUrl(id: string | null, size: "photo" | "thumb"): string | null {
  const { userData } = useApp();
  const [loaded, setLoaded] = useState<{ id: string; url: string } | null>(null);
  useEffect(() => {
    if (id === null) return;
    let url: string | null = null;
    let isGone = false;
    userData.photo(id).then(
      (photo) => {
        if (isGone || !photo) return;
        url = URL.createObjectURL(photo[size]);
        setLoaded({ id, url });
      },
      () => undefined,
    );
    return () => {
      isGone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [userData, id, size]);
  return loaded && loaded.id === id ? loaded.url : null;
}
