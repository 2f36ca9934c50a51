/** The button that chooses a photo from the device. */
import { FileButton } from "../components/FileButton";
import { Icon } from "../components/Icon";
import { useLocale } from "../state/appContext";
import type { ChosenPhoto } from "./chosenPhoto";

interface PhotoButtonProps {
  readonly onPhoto: (photo: ChosenPhoto) => void;
  readonly disabled?: boolean;
  /** Whether to show the icon alone, over the camera's image. */
  readonly round?: boolean;
}

export function PhotoButton({ onPhoto, disabled = false, round = false }: PhotoButtonProps) {
  const { t } = useLocale();
  return (
    <FileButton
      accept="image/*"
      onFiles={([file]) => onPhoto({ file: file!, source: "photo" })}
      className={round ? "round glass" : "secondary"}
      disabled={disabled}
      aria-label={round ? t("photo.choose") : undefined}
    >
      <Icon name="photo" />
      {!round && t("photo.choose")}
    </FileButton>
  );
}
