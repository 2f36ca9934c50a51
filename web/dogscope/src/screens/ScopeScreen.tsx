/** The scope: the camera's live view, or a photo, or the ways to either. */
import { useCallback, useRef, useState } from "react";
import { DownloadProgress } from "../components/DownloadProgress";
import { ErrorNotice } from "../components/ErrorNotice";
import { Paw } from "../components/Icon";
import { useApp, useLocale, useModels } from "../state/appContext";
import { useArrivedPhoto } from "../state/droppedPhotos";
import { useLayer } from "../state/openLayers";
import type { ChosenPhoto } from "./chosenPhoto";
import { LiveView } from "./LiveView";
import { PhotoChoice } from "./PhotoChoice";
import { PhotoScreen } from "./PhotoScreen";
import { useCamera, type CameraState } from "./useCamera";

export function ScopeScreen() {
  const { toaster } = useApp();
  const { t } = useLocale();
  const models = useModels();
  const [photo, setPhoto] = useState<(ChosenPhoto & { readonly number: number }) | null>(null);
  const { state: camera, open, close, flip, lose } = useCamera(photo !== null);
  const photoCount = useRef(0);
  const showPhoto = useCallback(
    (chosen: ChosenPhoto) => {
      setPhoto({ ...chosen, number: ++photoCount.current });
      close();
    },
    [close],
  );
  useArrivedPhoto((file) => showPhoto({ file, source: "photo" }));
  const leavePhoto = useCallback(() => {
    setPhoto(null);
    toaster.leaveScreen();
  }, [toaster]);
  useLayer(photo !== null, leavePhoto);
  if (photo) return <PhotoScreen key={photo.number} photo={photo} onClose={leavePhoto} />;
  return (
    <section className="scope" aria-label={t("nav.scope")}>
      <h1 className="unseen">Dog Scope</h1>
      {camera.kind === "open" && models.phase === "ready" ? (
        <LiveView
          key={camera.stream.id}
          stream={camera.stream}
          models={models.models}
          mirrored={isFrontCamera(camera.stream)}
          onFlip={flip}
          onPhoto={showPhoto}
          onLost={lose}
          onDied={close}
        />
      ) : (
        <ScopeWaiting camera={camera} onOpen={open} onPhoto={showPhoto} />
      )}
    </section>
  );
}

interface ScopeWaitingProps {
  readonly camera: CameraState;
  readonly onOpen: () => void;
  readonly onPhoto: (photo: ChosenPhoto) => void;
}

/** The scope while the camera or the models are not ready. */
function ScopeWaiting({ camera, onOpen, onPhoto }: ScopeWaitingProps) {
  const { models } = useApp();
  const { t } = useLocale();
  const state = useModels();
  return (
    <div className="scope-wait">
      <div className="big-reticle small" aria-hidden="true">
        <Paw size={64} />
      </div>
      {state.phase === "failed" ? (
        <ErrorNotice error={state.error} action={t("again")} onAction={() => void models.open()} />
      ) : (
        <DownloadProgress />
      )}
      {camera.kind === "asking" && (
        <>
          <h2>{t("camera.title")}</h2>
          <p>{t("camera.reason")}</p>
          <button type="button" className="primary" onClick={onOpen}>
            {t("camera.allow")}
          </button>
        </>
      )}
      {camera.kind === "failed" && (
        <>
          <h2>{t("camera.without")}</h2>
          <p role="status">{t(`camera.${camera.code}`)}</p>
          <button type="button" className="secondary" onClick={onOpen}>
            {t("camera.again")}
          </button>
        </>
      )}
      {camera.kind === "opening" && state.phase === "ready" && (
        <p role="status">{t("camera.opening")}</p>
      )}
      <PhotoChoice onPhoto={onPhoto} disabled={state.phase !== "ready"} />
    </div>
  );
}

/** Returns whether the camera faces the user, who then expects a mirror. */
function isFrontCamera(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === "user";
}
