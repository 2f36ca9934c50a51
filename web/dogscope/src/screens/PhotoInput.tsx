/** Photos from the device, dropped on the page, or pasted. */
import { useEffect, useRef } from "react";
import { useWords } from "../shell/app";
import { Icon } from "../shell/Icon";

interface PhotoButtonProps {
  readonly onPhoto: (file: File) => void;
  readonly disabled?: boolean;
  /** An icon alone, over the camera's picture. */
  readonly round?: boolean;
}

export function PhotoButton({ onPhoto, disabled = false, round = false }: PhotoButtonProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={round ? "round glass" : "secondary"}
        disabled={disabled}
        aria-label={round ? t("photo.choose") : undefined}
        onClick={() => input.current!.click()}
      >
        <Icon name="photo" />
        {!round && t("photo.choose")}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ""; // the same file may be chosen again
          if (file) onPhoto(file);
        }}
      />
    </>
  );
}

/** Takes photos that are dropped on the page or pasted into it. */
export function usePhotos(onPhoto: (photo: { file: Blob; how: "photo" }) => void): void {
  useEffect(() => {
    const take = (data: DataTransfer | null): boolean => {
      const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"));
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
