/** Opens the device's camera, and takes pictures with it. */

export type CameraFailure = "refused" | "none" | "busy" | "insecure";

export class CameraError extends Error {
  constructor(readonly reason: CameraFailure) {
    super(reason);
    this.name = "CameraError";
  }
}

/**
 * Opens the camera; the first time the browser asks the person.
 * @throws CameraError - there is none, or the page may not use it.
 */
export async function openCamera(facing: "environment" | "user"): Promise<MediaStream> {
  // Browsers offer a camera only to pages of https or of this computer.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new CameraError(isSecureContext ? "none" : "insecure");
  try {
    return await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") throw new CameraError("refused");
    if (name === "NotReadableError" || name === "AbortError") throw new CameraError("busy");
    throw new CameraError("none");
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Returns what a video shows now as a picture; null where it shows nothing yet. */
export async function takePicture(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}
