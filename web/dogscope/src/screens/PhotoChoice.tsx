/** The ways to a photo while there is no camera: from the device, dropped, pasted, or the sample. */
import { Paw } from "../components/Icon";
import { useLocale } from "../state/appContext";
import { loadSample, type ChosenPhoto } from "./chosenPhoto";
import { PhotoButton } from "./PhotoButton";

interface PhotoChoiceProps {
  readonly onPhoto: (photo: ChosenPhoto) => void;
  readonly disabled: boolean;
}

export function PhotoChoice({ onPhoto, disabled }: PhotoChoiceProps) {
  const { t } = useLocale();
  return (
    <div className="photo-choice">
      <PhotoButton onPhoto={onPhoto} disabled={disabled} />
      <button
        type="button"
        className="secondary"
        disabled={disabled}
        onClick={() => void loadSample().then(onPhoto)}
      >
        <Paw size={20} />
        {t("photo.sample")}
      </button>
      <p className="fine">{t("photo.drop")}</p>
    </div>
  );
}
