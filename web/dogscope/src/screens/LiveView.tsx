/** What the camera sees: boxes around dogs, and the paw that catches them. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Live, type Held, type Sight } from "../camera/liveDetection";
import type { Eyes } from "../detection/models";
import { useApp, useKept, useWords } from "../state/appContext";
import type { Seen } from "../state/catchActions";
import { Icon, Paw } from "../components/Icon";
import { followPlace } from "../state/userLocation";
import { play } from "../state/soundEffects";
import { troubleText } from "../state/errorMessages";
import { Boxes, type BoxesHandle } from "./DogBoxes";
import { PhotoButton } from "./PhotoButton";
import { Result } from "./ResultSheet";

interface LiveViewProps {
  readonly stream: MediaStream;
  readonly eyes: Eyes;
  readonly mirrored: boolean;
  readonly onFlip: () => void;
  readonly onPhoto: (photo: { file: Blob; how: "photo" | "sample" }) => void;
  readonly onLost: () => void;
}

export function LiveView({ stream, eyes, mirrored, onFlip, onPhoto, onLost }: LiveViewProps) {
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
  const isHeld = useRef(false);
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
        isHeld.current = true;
        setHeld(result);
      },
      onError: (error) => {
        setThinking(false);
        if (!isHeld.current) watching.pause(false);
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
  useEffect(() => (settings.places ? followPlace() : undefined), [settings.places]);
  const close = useCallback(() => {
    isHeld.current = false;
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

/** Keeps the screen lit while dogs are looked for; @returns what ends it. */
function keepAwake(): () => void {
  const lock = navigator.wakeLock?.request("screen").catch(() => null);
  return () => void lock?.then((held) => held?.release());
}
