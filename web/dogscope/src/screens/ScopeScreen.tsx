/** The live view: point the reticle at a dog, and hold. */
import { useCallback, useEffect, useRef, useState } from "react";
import {
  cameraAllowed,
  closeCamera,
  CameraError,
  openCamera,
  type CameraTrouble,
  type Facing,
} from "../camera/camera";
import { useApp, useEyes, useWords } from "../state/appContext";
import { Paw } from "../components/Icon";
import { routeOf } from "../state/router";
import { troubleText } from "../state/errorMessages";
import { LiveView } from "./LiveView";
import { PhotoChoice } from "./PhotoChoice";
import { usePhotos } from "./PhotoButton";
import { PhotoScreen } from "./PhotoScreen";
import { Progress } from "./WelcomeScreen";

type CameraState =
  | { readonly kind: "asking" }
  /** It is opened as soon as no photo is looked at. */
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly stream: MediaStream }
  | { readonly kind: "trouble"; readonly trouble: CameraTrouble };

export function Scope() {
  const words = useWords();
  const { t } = words;
  const state = useEyes();
  const { eyes } = useApp();
  const [facing, setFacing] = useState<Facing>("environment");
  const [camera, setCamera] = useState<CameraState>({ kind: "asking" });
  const [photo, setPhoto] = useState<{ file: Blob; how: "photo" | "sample"; id: number } | null>(
    null,
  );
  const photos = useRef(0);
  const show = useCallback((each: { file: Blob; how: "photo" | "sample" }) => {
    setPhoto({ ...each, id: ++photos.current });
    setCamera((now) => (now.kind === "open" ? { kind: "opening" } : now));
  }, []);
  usePhotos(show);
  const left = useRef(false); // a second tap would leave the app
  const leave = (): void => {
    if (left.current) return;
    left.current = true;
    history.back();
  };
  const isPhoto = photo !== null;
  const passed = useRef(false);
  useEffect(() => {
    // The entry of a photo that was left: whoever comes to it goes on to the one before.
    const pass = (): void => {
      if ((history.state as { photo?: boolean } | null)?.photo) history.back();
    };
    if (isPhoto) return;
    if (!passed.current) pass();
    passed.current = true;
    addEventListener("popstate", pass);
    return () => removeEventListener("popstate", pass);
  }, [isPhoto]);
  useEffect(() => {
    if (!isPhoto) return;
    // A phone's back goes back to the camera.
    history.pushState({ photo: true }, "");
    left.current = false;
    const back = (): void => {
      if (routeOf(location.hash).screen !== "scope") return; // another screen's turn
      setPhoto(null);
    };
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [isPhoto]);

  // Allowed on an earlier visit: the reason need not be said again.
  useEffect(() => {
    void cameraAllowed().then((allowed) => {
      if (allowed) setCamera((now) => (now.kind === "asking" ? { kind: "opening" } : now));
    });
  }, []);
  const open = camera.kind === "opening" && !isPhoto;
  useEffect(() => {
    if (!open) return;
    let gone = false;
    openCamera(facing).then(
      (stream) => {
        if (gone) return closeCamera(stream);
        setCamera({ kind: "open", stream });
      },
      (error: unknown) => {
        const trouble = error instanceof CameraError ? error.trouble : "none";
        if (!gone) setCamera({ kind: "trouble", trouble });
      },
    );
    return () => {
      gone = true;
    };
  }, [open, facing]);
  const stream = camera.kind === "open" ? camera.stream : null;
  useEffect(() => () => closeCamera(stream), [stream]);

  if (photo)
    return <PhotoScreen key={photo.id} file={photo.file} how={photo.how} onClose={leave} />;
  return (
    <section className="scope" aria-label={t("nav.scope")}>
      <h1 className="unseen">Dog Scope</h1>
      {camera.kind === "open" && state.phase === "ready" ? (
        <LiveView
          key={camera.stream.id}
          stream={camera.stream}
          eyes={state.eyes}
          mirrored={isMirrored(camera.stream)}
          onFlip={() => {
            setFacing(facing === "user" ? "environment" : "user");
            setCamera({ kind: "opening" });
          }}
          onPhoto={show}
          onLost={() => setCamera({ kind: "trouble", trouble: "busy" })}
        />
      ) : (
        <div className="scope-wait">
          <div className="big-reticle small" aria-hidden="true">
            <Paw size={64} />
          </div>
          {state.phase === "failed" ? (
            <>
              <p className="alert" role="alert">
                {troubleText(state.error, words)}
              </p>
              <button type="button" className="primary" onClick={() => void eyes.open()}>
                {t("again")}
              </button>
            </>
          ) : (
            <Progress />
          )}
          {camera.kind === "asking" && (
            <>
              <h2>{t("camera.title")}</h2>
              <p>{t("camera.reason")}</p>
              <button
                type="button"
                className="primary"
                onClick={() => setCamera({ kind: "opening" })}
              >
                {t("camera.allow")}
              </button>
            </>
          )}
          {camera.kind === "trouble" && (
            <>
              <h2>{t("camera.without")}</h2>
              <p role="status">{t(`camera.${camera.trouble}`)}</p>
              <button
                type="button"
                className="secondary"
                onClick={() => setCamera({ kind: "opening" })}
              >
                {t("camera.again")}
              </button>
            </>
          )}
          {camera.kind === "opening" && state.phase === "ready" && (
            <p role="status">{t("camera.opening")}</p>
          )}
          <PhotoChoice onPhoto={show} disabled={state.phase !== "ready"} />
        </div>
      )}
    </section>
  );
}

/** Whether the camera looks at the user, who then expects a mirror. */
function isMirrored(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === "user";
}
