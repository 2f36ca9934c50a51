/** The camera of the scope: asked for with the reason, opened when it is needed, and closed. */
import { useCallback, useEffect, useState } from "react";
import {
  CameraError,
  closeCamera,
  isCameraAllowed,
  openCamera,
  type CameraErrorCode,
  type Facing,
} from "../camera/camera";

export type CameraState =
  | { readonly kind: "asking" }
  /** The camera is opened as soon as it is not paused. */
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly stream: MediaStream }
  | { readonly kind: "failed"; readonly code: CameraErrorCode };

interface Camera {
  readonly state: CameraState;
  readonly open: () => void;
  /** Closes an open camera; it is opened again when the pause is over. */
  readonly close: () => void;
  /** Opens the camera on the device's other side. */
  readonly flip: () => void;
  /** Another app took the camera. */
  readonly lose: () => void;
}

export function useCamera(isPaused: boolean): Camera {
  const [facing, setFacing] = useState<Facing>("environment");
  const [state, setState] = useState<CameraState>({ kind: "asking" });
  // A camera that was allowed on an earlier visit needs no reason.
  useEffect(() => {
    void isCameraAllowed().then((isAllowed) => {
      if (isAllowed) setState((now) => (now.kind === "asking" ? { kind: "opening" } : now));
    });
  }, []);
  const isOpening = state.kind === "opening" && !isPaused;
  useEffect(() => {
    if (!isOpening) return;
    let isGone = false;
    openCamera(facing).then(
      (stream) => {
        if (isGone) return closeCamera(stream);
        setState({ kind: "open", stream });
      },
      (error: unknown) => {
        const code = error instanceof CameraError ? error.code : "none";
        if (!isGone) setState({ kind: "failed", code });
      },
    );
    return () => {
      isGone = true;
    };
  }, [isOpening, facing]);
  const stream = state.kind === "open" ? state.stream : null;
  useEffect(() => () => closeCamera(stream), [stream]);

  const open = (): void => setState({ kind: "opening" });
  const close = useCallback((): void => {
    setState((now) => (now.kind === "open" ? { kind: "opening" } : now));
  }, []);
  const flip = (): void => {
    setFacing(facing === "user" ? "environment" : "user");
    open();
  };
  const lose = (): void => setState({ kind: "failed", code: "busy" });
  return { state, open, close, flip, lose };
}
