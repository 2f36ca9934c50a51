/** Takes photos that are dropped on the page or pasted into it. */
import { useEffect } from "react";
import type { ChosenPhoto } from "./chosenPhoto";

export function useDroppedPhotos(onPhoto: (photo: ChosenPhoto) => void): void {
  useEffect(() => {
    const take = (data: DataTransfer | null): boolean => {
      const files = [...(data?.files ?? [])];
      // Some systems know no type for a phone's photo; decoding refuses files that are no photos.
      const file = files.find(({ type }) => type.startsWith("image/")) ?? files[0];
      if (file) onPhoto({ file, source: "photo" });
      return file !== undefined;
    };
    const onDrop = (event: DragEvent): void => void take(event.dataTransfer);
    const onPaste = (event: ClipboardEvent): void => {
      if (take(event.clipboardData)) event.preventDefault();
    };
    document.addEventListener("drop", onDrop);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("drop", onDrop);
      document.removeEventListener("paste", onPaste);
    };
  }, [onPhoto]);
}
