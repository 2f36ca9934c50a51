/** Hints for a better photo of a dog. */
import { useEffect, useState } from "react";
import type { Prediction } from "../detection/dogPrediction";
import { photoHints, type PhotoHint } from "../detection/photoQuality";
import { crop, type Box } from "../images/geometry";
import { useLocale } from "../state/appContext";

interface PhotoHintsProps {
  readonly image: ImageBitmap;
  /** The dog, or the part that was taken for one. */
  readonly part: Box;
  readonly kind: Prediction["kind"];
}

export function PhotoHints({ image, part, kind }: PhotoHintsProps) {
  const { t } = useLocale();
  const [measured, setMeasured] = useState<readonly PhotoHint[]>([]);
  const { x, y, width, height } = part;
  useEffect(() => {
    let isGone = false;
    void crop(image, { x, y, width, height }).then(
      (dog) => {
        if (!isGone) setMeasured(photoHints(dog));
        dog.close();
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [image, x, y, width, height]);
  // What is no dog need not come closer.
  const hints = measured.filter((hint) => kind !== "none" || hint !== "closer");
  if (hints.length === 0) return null;
  return (
    <>
      <p>{t("hint.title")}</p>
      <ul className="photo-hints">
        {hints.map((hint) => (
          <li key={hint}>{t(`hint.${hint}`)}</li>
        ))}
      </ul>
    </>
  );
}
