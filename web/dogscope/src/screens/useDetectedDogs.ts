/** Decodes a photo and finds the dogs in it. */
import { useEffect, useEffectEvent, useState } from "react";
import { findDogs, type DetectedDogs } from "../detection/dogFinder";
import { decodePhoto } from "../images/photoWorkerClient";
import { useApp, useModels } from "../state/appContext";

export type DetectionState =
  | { readonly kind: "looking"; readonly image: ImageBitmap | null }
  | { readonly kind: "found"; readonly image: ImageBitmap; readonly found: DetectedDogs }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Returns the state of the detection, which waits for the models.
 * @param onFound - called once, when the dogs are found.
 */
export function useDetectedDogs(
  file: Blob,
  onFound: (image: ImageBitmap, found: DetectedDogs) => void,
): DetectionState {
  const { models: modelStore } = useApp();
  const modelState = useModels();
  const models = modelState.phase === "ready" ? modelState.models : null;
  const [state, setState] = useState<DetectionState>({ kind: "looking", image: null });
  const report = useEffectEvent(onFound);
  useEffect(() => {
    if (!models) return;
    let isGone = false;
    let decoded: ImageBitmap | null = null;
    void (async () => {
      try {
        const image = (decoded = await decodePhoto(file));
        if (isGone) return image.close();
        setState({ kind: "looking", image });
        await modelStore.teacher.finished();
        const found = await findDogs(image, models);
        if (isGone) return;
        setState({ kind: "found", image, found });
        report(image, found);
      } catch (error) {
        if (!isGone) setState({ kind: "failed", error });
      }
    })();
    return () => {
      isGone = true;
      decoded?.close();
    };
  }, [file, models, modelStore]);
  return state;
}
