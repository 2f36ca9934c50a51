/** The camera's picture as it comes, or why there is none and what to do. */
import { useEffect, useRef, useState } from "react";
import { useCamera } from "../state/camera";
import { useLocale } from "../state/localeContext";
import { CameraProblemNotice } from "./CameraProblemNotice";
import { Skeleton } from "./States";
import style from "./CameraView.module.css";

export interface CameraViewProps {
  /** Called with the video once it plays, and with null when it ends. */
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

export function CameraView({ onVideo }: CameraViewProps) {
  const { t } = useLocale();
  const [attempt, setAttempt] = useState(0);
  const { video, setVideo, ready, problem } = useCamera(null, attempt);
  const listener = useRef(onVideo);
  useEffect(() => {
    listener.current = onVideo;
  });
  useEffect(() => {
    if (!ready) return;
    listener.current(video);
    return () => listener.current(null);
  }, [ready, video]);
  return (
    <>
      {problem !== null ? (
        <CameraProblemNotice problem={problem} onRetry={() => setAttempt(attempt + 1)} />
      ) : (
        !ready && <Skeleton lines={4} label={t("shell.cameraOpens")} />
      )}
      <video
        ref={setVideo}
        className={style.video}
        hidden={!ready}
        muted
        playsInline
        aria-label={t("shell.camera")}
      />
    </>
  );
}
