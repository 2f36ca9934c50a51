/** The toast on the screen; a screen reader reads it when it appears. */
import { useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useApp } from "../state/appContext";
import { useTopSheet } from "../state/openSheets";
import { useStore } from "../store/stateStore";
import { Icon } from "./Icon";

export function ToastList() {
  const { toaster, locale } = useApp();
  const message = useStore(toaster.message);
  const offered = useStore(toaster.offered);
  const sheet = useTopSheet();
  // An offer, such as an update, waits until no dog is being caught.
  const toast = message ?? (sheet ? null : offered);
  const list = useRef<HTMLDivElement>(null);
  // The screen ends above the toast, so that all of it can be reached.
  useLayoutEffect(() => {
    const height = toast && !sheet ? list.current!.offsetHeight : 0;
    document.documentElement.style.setProperty("--toast-height", `${height}px`);
  }, [toast, sheet]);
  const shown = (
    <div ref={list} className="toasts" role="status" aria-live="polite">
      {toast && (
        <div key={toast.id} className={`toast ${toast.tone}`}>
          <span>{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              className="small"
              onClick={() => {
                toast.action!.run();
                toaster.close(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
          {(toast.action !== null || toast.tone === "bad") && (
            <button
              type="button"
              className="bare"
              aria-label={locale.t("close")}
              onClick={() => toaster.close(toast.id)}
            >
              <Icon name="close" size={18} />
            </button>
          )}
        </div>
      )}
    </div>
  );
  return sheet ? createPortal(shown, sheet) : shown;
}
