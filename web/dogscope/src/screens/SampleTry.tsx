/** A try on the first visit: the classifier answers about the sample, while the rest arrives. */
import { useEffect, useEffectEvent, useState } from "react";
import { ImageCanvas } from "../components/ImageCanvas";
import { ToastList } from "../components/ToastList";
import { predictBreed } from "../detection/dogFinder";
import type { Prediction } from "../detection/dogPrediction";
import { decodePhoto } from "../images/photoWorkerClient";
import { useApp, useLocale } from "../state/appContext";
import { useRoute } from "../state/router";
import { useShowError } from "../state/useShowError";
import { useStore } from "../store/stateStore";
import { loadSample, SAMPLE_DOG } from "./chosenPhoto";
import { ResultSheet } from "./ResultSheet";

interface SampleTryProps {
  /** Called when the user goes on to the app. */
  readonly onDone: () => void;
}

export function SampleTry({ onDone }: SampleTryProps) {
  const { t, breed } = useLocale();
  const image = useSampleImage();
  const prediction = useSamplePrediction(image);
  const [isOpen, setOpen] = useState(true);
  const [caughtId, setCaughtId] = useState<string | null>(null);
  const { screen } = useRoute();
  const [firstScreen] = useState(screen);
  const leave = useEffectEvent(onDone);
  // A link of the result leads into the app.
  useEffect(() => {
    if (screen !== firstScreen) leave();
  }, [screen, firstScreen]);
  return (
    <div className="sample-try" data-answered={prediction !== null}>
      {image && (
        <ImageCanvas image={image} label={t("result.photo")}>
          <span className="sample-box" style={boxStyle(image)} aria-hidden="true">
            {prediction && <i>{breed(prediction.breed)}</i>}
          </span>
        </ImageCanvas>
      )}
      <p role="status">{t(prediction ? "try.done" : "try.waiting")}</p>
      {prediction && (
        <button type="button" className="primary wide" onClick={onDone}>
          {t("try.go")}
        </button>
      )}
      {image && prediction && isOpen && (
        <ResultSheet
          sighting={{ image, box: SAMPLE_DOG, prediction, source: "sample" }}
          caughtAs={caughtId}
          onCaught={setCaughtId}
          onClose={() => setOpen(false)}
        />
      )}
      <ToastList />
    </div>
  );
}

function useSampleImage(): ImageBitmap | null {
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const showError = useEffectEvent(useShowError());
  useEffect(() => {
    let isGone = false;
    loadSample()
      .then(({ file }) => decodePhoto(file))
      .then(
        (decoded) => (isGone ? decoded.close() : setImage(decoded)),
        (error: unknown) => showError(error),
      );
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => () => image?.close(), [image]);
  return image;
}

function useSamplePrediction(image: ImageBitmap | null): Prediction | null {
  const { models } = useApp();
  const classifier = useStore(models.classifier);
  const [prediction, setPrediction] = useState<Prediction | null>(null);
  const showError = useEffectEvent(useShowError());
  useEffect(() => {
    if (!image || !classifier) return;
    let isGone = false;
    predictBreed(image, SAMPLE_DOG, classifier).then(
      (found) => {
        if (!isGone) setPrediction(found);
      },
      (error: unknown) => {
        if (!isGone) showError(error);
      },
    );
    return () => {
      isGone = true;
    };
  }, [image, classifier]);
  return prediction;
}

function boxStyle({ width, height }: ImageBitmap): React.CSSProperties {
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return {
    left: percent(SAMPLE_DOG.x, width),
    top: percent(SAMPLE_DOG.y, height),
    width: percent(SAMPLE_DOG.width, width),
    height: percent(SAMPLE_DOG.height, height),
  };
}
