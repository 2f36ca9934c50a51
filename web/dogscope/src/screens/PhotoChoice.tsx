/** The ways to a photo where no camera shows anything. */
import { useWords } from "../state/appContext";
import { Paw } from "../components/Icon";
import { PhotoButton } from "./PhotoButton";

/** From the device, dropped, pasted, or the sample. */
export function PhotoChoice({
  onPhoto,
  disabled,
}: {
  onPhoto: (photo: { file: Blob; how: "photo" | "sample" }) => void;
  disabled: boolean;
}) {
  const { t } = useWords();
  return (
    <div className="photo-choice">
      <PhotoButton onPhoto={(file) => onPhoto({ file, how: "photo" })} disabled={disabled} />
      <button
        type="button"
        className="secondary"
        disabled={disabled}
        onClick={() => void sample().then((file) => onPhoto({ file, how: "sample" }))}
      >
        <Paw size={20} />
        {t("photo.sample")}
      </button>
      <p className="fine">{t("photo.drop")}</p>
    </div>
  );
}

async function sample(): Promise<Blob> {
  return (await fetch(new URL("sample.jpg", document.baseURI))).blob();
}
