/** The camera's picture as it comes, or why there is none and what to do. */
import { useEffect, useRef, useState } from "react";
import { CameraError, closeCamera, openCamera, type CameraFailure } from "../state/camera";
import { useLocale } from "../state/localeContext";
import { Button } from "./Button";
import { Notice, Skeleton } from "./States";
import style from "./CameraView.module.css";

export interface CameraViewProps {
  /** Called with the video once it plays, and with null when it ends. */
  readonly onVideo: (video: HTMLVideoElement | null) => void;
  readonly facing?: "environment" | "user";
}

export function CameraView({ onVideo, facing = "environment" }: CameraViewProps) {
  const { t } = useLocale();
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<CameraFailure | "opening" | "open">("opening");
  const listener = useRef(onVideo);
  useEffect(() => {
    listener.current = onVideo;
  });
  useEffect(() => {
    let wanted = true;
    let stream: MediaStream | null = null;
    const open = async () => {
      try {
        const opened = await openCamera(facing);
        if (!wanted) return closeCamera(opened);
        stream = opened;
        const shown = video.current!;
        shown.srcObject = opened;
        await shown.play();
        setState("open");
        listener.current(shown);
      } catch (error) {
        if (wanted) setState(error instanceof CameraError ? error.reason : "none");
      }
    };
    void open();
    return () => {
      wanted = false;
      listener.current(null);
      if (stream !== null) closeCamera(stream);
    };
  }, [facing, attempt]);
  const failed = state !== "open" && state !== "opening";
  return (
    <>
      {failed && (
        <Notice
          tone="warn"
          actions={
            <Button
              small
              onPress={() => {
                setState("opening");
                setAttempt(attempt + 1);
              }}
            >
              {t("shell.tryAgain")}
            </Button>
          }
        >
          {t(`shell.camera_${state}`)}
        </Notice>
      )}
      {state === "opening" && <Skeleton lines={4} label={t("shell.cameraOpens")} />}
      <video
        ref={video}
        className={style.video}
        hidden={state !== "open"}
        muted
        playsInline
        aria-label={t("shell.camera")}
      />
    </>
  );
}
