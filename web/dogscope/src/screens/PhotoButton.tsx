/** Photos from the device, dropped on the page, or pasted. */
import { useEffect } from "react";
import { useWords } from "../state/appContext";
import { Icon } from "../components/Icon";
import { FileButton } from "../components/FileButton";

interface PhotoButtonProps {
  readonly onPhoto: (file: File) => void;
  readonly disabled?: boolean;
  /** An icon alone, over the camera's picture. */
  readonly round?: boolean;
}

export function PhotoButton({ onPhoto, disabled = false, round = false }: PhotoButtonProps) {
  const { t } = useWords();
  return (
    <FileButton
      accept="image/*"
      onFiles={([file]) => onPhoto(file!)}
      className={round ? "round glass" : "secondary"}
      disabled={disabled}
      aria-label={round ? t("photo.choose") : undefined}
    >
      <Icon name="photo" />
      {!round && t("photo.choose")}
    </FileButton>
  );
}

/** Takes photos that are dropped on the page or pasted into it. */
export function usePhotos(onPhoto: (photo: { file: Blob; how: "photo" }) => void): void {
  useEffect(() => {
    const take = (data: DataTransfer | null): boolean => {
      const files = [...(data?.files ?? [])];
      // Some systems have no type for a phone's photo; what is none is told when it is read.
      const file = files.find(({ type }) => type.startsWith("image/")) ?? files[0];
      if (file) onPhoto({ file, how: "photo" });
      return file !== undefined;
    };
    const drop = (event: DragEvent): void => void take(event.dataTransfer);
    const paste = (event: ClipboardEvent): void => {
      if (take(event.clipboardData)) event.preventDefault();
    };
    document.addEventListener("drop", drop);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("drop", drop);
      document.removeEventListener("paste", paste);
    };
  }, [onPhoto]);
}
