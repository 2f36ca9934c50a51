/** The live view: point the reticle at a dog, and hold. */
import { useCallback, useEffect, useRef, useState } from "react";
import {
  cameraAllowed,
  closeCamera,
  CameraError,
  openCamera,
  type CameraTrouble,
  type Facing,
} from "../live/camera";
import { Live, type Held, type Sight } from "../live/live";
import type { Eyes } from "../seeing/eyes";
import { useApp, useEyes, useKept, useWords } from "../shell/app";
import type { Seen } from "../shell/catching";
import { Icon, Paw } from "../shell/Icon";
import { play } from "../shell/sounds";
import { troubleText } from "../shell/troubles";
import { Boxes, type BoxesHandle } from "./Boxes";
import { PhotoButton, usePhotos } from "./PhotoInput";
import { PhotoScreen } from "./PhotoScreen";
import { Result } from "./Result";
import { Progress } from "./Welcome";

type CameraState =
  | { readonly kind: "asking" }
  | { readonly kind: "opening" }
  /** While a photo is looked at, nobody needs it. */
  | { readonly kind: "resting" }
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
    setCamera((now) => (now.kind === "open" ? { kind: "resting" } : now));
  }, []);
  usePhotos(show);
  const left = useRef(false); // a second tap would leave the app
  const leave = (): void => {
    if (left.current) return;
    left.current = true;
    history.back();
  };
  const isPhoto = photo !== null;
  useEffect(() => {
    if (!isPhoto) return;
    // A phone's back goes back to the camera.
    history.pushState({ photo: true }, "");
    left.current = false;
    const back = (): void => {
      setPhoto(null);
      setCamera((now) => (now.kind === "resting" ? { kind: "opening" } : now));
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
  const open = camera.kind === "opening";
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

/** The ways to a photo: from the device, dropped, pasted, or the sample. */
function PhotoChoice({
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

interface LiveViewProps {
  readonly stream: MediaStream;
  readonly eyes: Eyes;
  readonly mirrored: boolean;
  readonly onFlip: () => void;
  readonly onPhoto: (photo: { file: Blob; how: "photo" | "sample" }) => void;
  readonly onLost: () => void;
}

function LiveView({ stream, eyes, mirrored, onFlip, onPhoto, onLost }: LiveViewProps) {
  const { toaster } = useApp();
  const words = useWords();
  const { t } = words;
  const { settings } = useKept();
  const video = useRef<HTMLVideoElement>(null);
  const boxes = useRef<BoxesHandle>(null);
  const ring = useRef<SVGCircleElement>(null);
  const live = useRef<Live | null>(null);
  const told = useRef({ settings, words });
  const lastKey = useRef(-Infinity);
  const [cameras, setCameras] = useState(1);
  useEffect(() => {
    void navigator.mediaDevices.enumerateDevices().then(
      (devices) => setCameras(devices.filter(({ kind }) => kind === "videoinput").length),
      () => undefined,
    );
  }, []);
  const [hint, setHint] = useState<Hint>("look");
  const [held, setHeld] = useState<Held | null>(null);
  const [thinking, setThinking] = useState(false);
  useEffect(() => {
    told.current = { settings, words };
  });

  useEffect(() => {
    const element = video.current!;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    let shown: Hint = "look";
    const say = (next: Hint): void => {
      if (next === shown) return;
      if (next === "hold" && shown === "look") play("lock", told.current.settings);
      if (shown === "keep" && next !== "keep") play("lose", told.current.settings);
      shown = next;
      setHint(next);
    };
    const watching = new Live(element, eyes, {
      reticle: () => ({ x: element.videoWidth / 2, y: element.videoHeight / 2 }),
      onSight: (sight) => {
        boxes.current?.show(sight.dogs, sight.target?.id ?? null, element, mirrored);
        ring.current?.style.setProperty("--filled", String(sight.hold.filled));
        say(hintOf(sight));
      },
      onFull: () => {
        shown = "look";
        setThinking(true);
      },
      onHeld: (result) => {
        setThinking(false);
        setHeld(result);
      },
      onError: (error) => {
        setThinking(false);
        watching.pause(false);
        toaster.say(troubleText(error, told.current.words), "bad");
      },
    });
    live.current = watching;
    watching.start();
    const ended = (): void => onLost();
    for (const track of stream.getVideoTracks()) track.addEventListener("ended", ended);
    Object.assign(element, { live: watching }); // what a test measures
    let awake = keepAwake();
    const shownAgain = (): void => {
      if (document.hidden) return;
      awake(); // it was let go of with the page
      awake = keepAwake();
      void element.play().catch(() => undefined);
    };
    document.addEventListener("visibilitychange", shownAgain);
    return () => {
      watching.stop();
      live.current = null;
      awake();
      document.removeEventListener("visibilitychange", shownAgain);
      for (const track of stream.getVideoTracks()) track.removeEventListener("ended", ended);
      element.srcObject = null;
    };
    // The rest is read when it is needed: the camera need not start anew for it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stream, eyes]);

  useEffect(() => () => held?.picture.close(), [held]);
  const close = useCallback(() => {
    setHeld(null);
    live.current?.pause(false);
  }, []);
  const press = (): void => live.current?.hold.press();
  const letGo = (): void => live.current?.hold.release();
  const seen: Seen | null = held && { ...held, how: "live" };
  return (
    <div className="live">
      <video
        ref={video}
        muted
        playsInline
        className={mirrored ? "mirrored" : ""}
        aria-label={t("live.video")}
      />
      <Boxes ref={boxes} />
      <svg className={`reticle ${hint}`} viewBox="0 0 100 100" aria-hidden="true">
        <circle className="track" cx="50" cy="50" r="46" />
        <circle ref={ring} className="ring" cx="50" cy="50" r="46" pathLength="1" />
        <path className="marks" d="M50 1v8M50 91v8M1 50h8M91 50h8" />
      </svg>
      <p className="hint" role="status">
        {t(thinking ? "live.thinking" : `live.${hint}`)}
      </p>
      <div className="controls">
        <PhotoButton onPhoto={(file) => onPhoto({ file, how: "photo" })} round />
        <button
          type="button"
          className={`catch ${hint}`}
          aria-disabled={thinking}
          aria-label={t("live.catch")}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            press();
          }}
          onPointerUp={letGo}
          onPointerCancel={letGo}
          onKeyDown={(event) => {
            lastKey.current = event.timeStamp;
            if ((event.key === " " || event.key === "Enter") && !event.repeat) press();
          }}
          onKeyUp={(event) => {
            lastKey.current = event.timeStamp;
            letGo();
          }}
          onBlur={letGo}
          onContextMenu={(event) => event.preventDefault()}
          onClick={(event) => {
            // A screen reader's or a switch's click has no press: it holds until the ring is full.
            if (event.detail === 0 && event.timeStamp - lastKey.current > 200) press();
          }}
        >
          <Paw size={44} />
        </button>
        {cameras > 1 ? (
          <button
            type="button"
            className="round glass"
            onClick={onFlip}
            aria-label={t("live.flip")}
          >
            <Icon name="flip" />
          </button>
        ) : (
          <span className="no-flip" />
        )}
      </div>
      {seen && <Result seen={seen} onClose={close} />}
    </div>
  );
}

type Hint = "look" | "aim" | "hold" | "keep";

function hintOf({ dogs, hold }: Sight): Hint {
  if (hold.holding && hold.onTarget) return "keep";
  if (hold.onTarget) return "hold";
  return dogs.length > 0 ? "aim" : "look";
}

/** Whether the camera looks at the user, who then expects a mirror. */
function isMirrored(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === "user";
}

/** Keeps the screen lit while dogs are looked for; @returns what ends it. */
function keepAwake(): () => void {
  const lock = navigator.wakeLock?.request("screen").catch(() => null);
  return () => void lock?.then((held) => held?.release());
}
