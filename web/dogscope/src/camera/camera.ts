/** The camera, and what can be wrong with it. */

export type Facing = "environment" | "user";

/** Why there is no camera. */
export type CameraTrouble = "refused" | "none" | "busy" | "insecure";

export class CameraError extends Error {
  constructor(
    readonly trouble: CameraTrouble,
    options?: ErrorOptions,
  ) {
    super(trouble, options);
  }
}

/**
 * Opens the camera; the browser asks the user, the first time.
 * @throws CameraError - there is none, or it may not be used.
 */
export async function openCamera(facing: Facing): Promise<MediaStream> {
  // Only a page of https or of this machine is given a camera.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new CameraError(isSecureContext ? "none" : "insecure");
  try {
    return await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (cause) {
    throw new CameraError(troubleOf(cause), { cause });
  }
}

/** Whether the user has allowed it already; null where the browser does not tell. */
export async function cameraAllowed(): Promise<boolean | null> {
  try {
    const status = await navigator.permissions.query({ name: "camera" as PermissionName });
    return status.state === "prompt" ? null : status.state === "granted";
  } catch {
    return null;
  }
}

function troubleOf(cause: unknown): CameraTrouble {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
