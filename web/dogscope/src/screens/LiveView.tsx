/** The camera's image, with boxes around the dogs and the paw that catches them. */
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import type { HeldDog } from "../camera/frameCollector";
import { SteadyHint, type Hint } from "../camera/steadyHint";
import { LiveDetection, type LiveState } from "../camera/liveDetection";
import type { LiveName } from "../camera/liveName";
import { Icon, Paw } from "../components/Icon";
import type { Models } from "../detection/dogModels";
import { useLocale, useUserData } from "../state/appContext";
import { playSound } from "../state/soundEffects";
import { useShowError } from "../state/useShowError";
import { watchLocation } from "../state/userLocation";
import type { ChosenPhoto } from "./chosenPhoto";
import { DogBoxes, type DogBoxesHandle } from "./DogBoxes";
import { PhotoButton } from "./PhotoButton";
import { ResultSheet } from "./ResultSheet";
import { useFreeArea } from "./useFreeArea";
import { keepScreenOn } from "./wakeLock";

/** Milliseconds for which another hint must last before it is shown, and before it is read out. */
const SHOWN_AFTER = 600;
const READ_AFTER = 1500;

interface LiveViewProps {
  readonly stream: MediaStream;
  readonly models: Models;
  readonly mirrored: boolean;
  readonly onFlip: () => void;
  readonly onPhoto: (photo: ChosenPhoto) => void;
  /** Called when the camera ends by itself. */
  readonly onLost: () => void;
  /** Called when the camera has ended while the page was hidden, and nobody took it. */
  readonly onDied: () => void;
}

export function LiveView(props: LiveViewProps) {
  const { stream, models, mirrored, onFlip, onPhoto, onLost, onDied } = props;
  const { t, breed } = useLocale();
  const { settings, dogs } = useUserData();
  const showError = useShowError();
  const video = useRef<HTMLVideoElement>(null);
  const boxes = useRef<DogBoxesHandle>(null);
  const hintLine = useRef<HTMLParagraphElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const free = useFreeArea(hintLine, controls);
  const ring = useRef<SVGCircleElement>(null);
  const live = useRef<LiveDetection | null>(null);
  const cameras = useCameraCount();
  const [hint, setHint] = useState<Hint>("look");
  const shownHint = useRef<Hint>("look");
  const [readHint, setReadHint] = useState<Hint>("look");
  const [steady] = useState(() => new SteadyHint(SHOWN_AFTER));
  const [steadier] = useState(() => new SteadyHint(READ_AFTER));
  const [held, setHeld] = useState<(HeldDog & { readonly dogs: number }) | null>(null);
  const dogsInView = useRef(1); // of the last frame
  const isHeld = useRef(false); // at once, where `held` waits for the next render
  const [isThinking, setThinking] = useState(false);

  const changeHint = (next: Hint): void => {
    const before = shownHint.current;
    if (next === before) return;
    if (next === "hold" && before === "look") playSound("lock", settings);
    if (before === "keep" && next !== "keep") playSound("lose", settings);
    shownHint.current = next;
    setHint(next);
  };
  const resume = useCallback((): void => {
    shownHint.current = "look";
    setHint("look");
    steady.reset();
    steadier.reset();
    live.current?.pause(false);
  }, [steady, steadier]);
  const onFrame = useEffectEvent((state: LiveState): void => {
    if (!isHeld.current) dogsInView.current = state.dogs.length;
    boxes.current?.show(state, video.current!, free.current);
    ring.current?.style.setProperty("--filled", String(state.hold.filled));
    const [next, now] = [hintOf(state), performance.now()];
    changeHint(steady.show(next, state.hold.holding, now));
    setReadHint(steadier.show(next, state.hold.holding, now));
  });
  const textOf = ({ kind, id, isFirm }: LiveName): string => {
    const own = kind === "mine" ? dogs.find((dog) => dog.id === id)?.name : undefined;
    const name = kind === "breed" ? breed(id) : own;
    if (name === undefined) return t("live.dog");
    return isFirm ? name : t("live.maybe", { name });
  };
  const onError = useEffectEvent((error: unknown): void => {
    setThinking(false);
    if (!isHeld.current) resume();
    showError(error);
  });
  const onEnded = useEffectEvent(onLost);
  const onShown = useEffectEvent((): void => {
    // Some systems end a hidden page's camera without an event.
    if (stream.getVideoTracks().some(({ readyState }) => readyState === "ended")) onDied();
    else void video.current!.play().catch(() => undefined);
  });
  useEffect(() => {
    const element = video.current!;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    const detection = new LiveDetection(element, models, {
      reticle: () => ({ x: element.videoWidth / 2, y: element.videoHeight / 2 }),
      onFrame: (state) => onFrame(state),
      onFull: () => {
        shownHint.current = "look";
        setThinking(true);
      },
      onHeld: (result) => {
        setThinking(false);
        isHeld.current = true;
        setHeld({ ...result, dogs: dogsInView.current });
      },
      onError: (error) => onError(error),
    });
    live.current = detection;
    detection.start();
    Object.assign(element, { live: detection }); // for tests and benchmarks, which read its counts
    const tracks = stream.getVideoTracks();
    const lose = (): void => onEnded();
    for (const track of tracks) track.addEventListener("ended", lose);
    const releaseScreen = keepScreenOn(() => onShown());
    return () => {
      detection.stop();
      live.current = null;
      releaseScreen();
      for (const track of tracks) track.removeEventListener("ended", lose);
      element.srcObject = null;
    };
  }, [stream, models]);

  useEffect(() => () => held?.image.close(), [held]);
  useEffect(() => (settings.places ? watchLocation() : undefined), [settings.places]);
  const closeResult = useCallback(() => {
    isHeld.current = false;
    setHeld(null);
    resume();
  }, [resume]);
  return (
    <div className="live">
      <video
        ref={video}
        muted
        playsInline
        className={mirrored ? "mirrored" : ""}
        aria-label={t("live.video")}
      />
      <DogBoxes ref={boxes} mirrored={mirrored} textOf={textOf} />
      <svg className={`reticle ${hint}`} viewBox="0 0 100 100" aria-hidden="true">
        <circle className="track" cx="50" cy="50" r="46" />
        <circle ref={ring} className="ring" cx="50" cy="50" r="46" pathLength="1" />
        <path className="marks" d="M50 1v8M50 91v8M1 50h8M91 50h8" />
      </svg>
      <p className="hint" ref={hintLine} aria-hidden="true">
        {t(isThinking ? "live.thinking" : `live.${hint}`)}
      </p>
      <p className="unseen" role="status">
        {t(isThinking ? "live.thinking" : `live.${readHint}`)}
      </p>
      <div className="controls" ref={controls}>
        <PhotoButton onPhoto={onPhoto} round />
        <CatchButton
          hint={hint}
          disabled={isThinking}
          onPress={() => live.current?.hold.press()}
          onRelease={() => live.current?.hold.release()}
        />
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
      {held && <ResultSheet sighting={{ ...held, source: "live" }} onClose={closeResult} />}
    </div>
  );
}

function hintOf({ dogs, hold }: LiveState): Hint {
  if (hold.holding && hold.onTarget) return "keep";
  if (hold.onTarget) return "hold";
  return dogs.length > 0 ? "aim" : "look";
}

function useCameraCount(): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    void navigator.mediaDevices.enumerateDevices().then(
      (devices) => setCount(devices.filter(({ kind }) => kind === "videoinput").length),
      () => undefined,
    );
  }, []);
  return count;
}

interface CatchButtonProps {
  readonly hint: Hint;
  readonly disabled: boolean;
  readonly onPress: () => void;
  readonly onRelease: () => void;
}

/** The paw, which is held with a finger, a key, or one click of a screen reader. */
function CatchButton({ hint, disabled, onPress, onRelease }: CatchButtonProps) {
  const { t } = useLocale();
  const lastKey = useRef(-Infinity);
  return (
    <button
      type="button"
      className={`catch ${hint}`}
      aria-disabled={disabled}
      aria-label={t("live.catch")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onPress();
      }}
      onPointerUp={onRelease}
      onPointerCancel={onRelease}
      onKeyDown={(event) => {
        lastKey.current = event.timeStamp;
        if ((event.key === " " || event.key === "Enter") && !event.repeat) onPress();
      }}
      onKeyUp={(event) => {
        lastKey.current = event.timeStamp;
        onRelease();
      }}
      onBlur={onRelease}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // A click of a screen reader or a switch has no press: it holds until the ring is full.
        if (event.detail === 0 && event.timeStamp - lastKey.current > 200) onPress();
      }}
    >
      <Paw size={44} />
    </button>
  );
}
