/** Opening and closing the device's camera. */

export type Facing = "environment" | "user";

/** The reason why there is no camera. */
export type CameraErrorCode = "refused" | "none" | "busy" | "insecure";

export class CameraError extends Error {
  override readonly name = "CameraError";

  constructor(
    readonly code: CameraErrorCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/**
 * Opens the camera; the first time, the browser asks the user.
 * @throws CameraError - there is no camera, or the page may not use it.
 */
export async function openCamera(facing: Facing): Promise<MediaStream> {
  // Browsers offer a camera only to pages of https or of this machine.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new CameraError(isSecureContext ? "none" : "insecure");
  try {
    return await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (cause) {
    throw new CameraError(codeOf(cause), { cause });
  }
}

/** Returns whether the user has allowed the camera before; null where the browser does not say. */
export async function isCameraAllowed(): Promise<boolean | null> {
  try {
    const status = await navigator.permissions.query({ name: "camera" as PermissionName });
    return status.state === "prompt" ? null : status.state === "granted";
  } catch {
    return null;
  }
}

function codeOf(cause: unknown): CameraErrorCode {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
