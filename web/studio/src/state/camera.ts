/** The device's camera, as long as a screen shows it, and the pictures that it gives. */
import { useEffect, useState } from "react";

export type CameraProblem = "insecure" | "none" | "denied" | "busy" | "failed";

export interface CameraState {
  readonly problem: CameraProblem | null;
  readonly ready: boolean;
  /** Whether the picture is a mirror: that of a camera on the person's side. */
  readonly mirrored: boolean;
  readonly cameras: readonly MediaDeviceInfo[];
}

const IDEAL = 1280; // pixels

/** Whether the browser lets this page use a camera. */
export function allowsCamera(): boolean {
  return window.isSecureContext && navigator.mediaDevices?.getUserMedia !== undefined;
}

/**
 * Shows a camera in the video that `setVideo` is the `ref` of.
 * @param device - the camera's id; by default the one that looks away from the person.
 * @param attempt - another number tries again.
 */
export function useCamera(device: string | null, attempt: number) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>({
    problem: allowsCamera() ? null : "insecure",
    ready: false,
    mirrored: false,
    cameras: [],
  });
  useEffect(() => {
    if (video === null || !allowsCamera()) return;
    let wanted = true;
    let stream: MediaStream | null = null;
    const open = async () => {
      try {
        const size = { width: { ideal: IDEAL } };
        const which =
          device === null
            ? { facingMode: { ideal: "environment" } }
            : { deviceId: { exact: device } };
        stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...size } });
        if (!wanted) return stop();
        video.srcObject = stream;
        await video.play();
        const found = await navigator.mediaDevices.enumerateDevices();
        if (!wanted) return;
        const facing = stream.getVideoTracks()[0]?.getSettings().facingMode;
        setState({
          problem: null,
          ready: true,
          mirrored: facing !== "environment",
          cameras: found.filter(({ kind }) => kind === "videoinput"),
        });
      } catch (error) {
        stop();
        if (wanted) setState((before) => ({ ...before, ready: false, problem: problemOf(error) }));
      }
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void open();
    return () => {
      wanted = false;
      stop();
    };
  }, [video, device, attempt]);
  return { video, setVideo, ...state };
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "failed";
}

/**
 * Returns the picture that a video shows as a JPEG; null where it shows nothing yet.
 * @param side - the most pixels of the longer side; by default the video's own.
 */
export function takePicture(video: HTMLVideoElement, side = Infinity): Promise<Blob | null> {
  return drawnPicture(video, video.videoWidth, video.videoHeight, side);
}

/**
 * Returns a photo of a file as a JPEG that is no larger than needed; null where it is no picture.
 * @param side - the most pixels of the longer side.
 */
export async function shrunkPhoto(file: Blob, side: number): Promise<Blob | null> {
  try {
    const photo = await createImageBitmap(file);
    return await drawnPicture(photo, photo.width, photo.height, side);
  } catch {
    return null;
  }
}

function drawnPicture(
  source: CanvasImageSource,
  width: number,
  height: number,
  side: number,
): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  if (canvas.width === 0 || canvas.height === 0) return Promise.resolve(null);
  canvas.getContext("2d")!.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
}
