/** The short messages, read out as they come. */
import { useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useApp } from "../state/appContext";
import { Icon } from "./Icon";
import { useTopmost } from "../state/openSheets";

export function Toasts() {
  const { toaster, words } = useApp();
  const toasts = useSyncExternalStore(toaster.subscribe, () => toaster.toasts);
  const sheet = useTopmost();
  // An offer, such as an update, waits until nothing is being caught.
  const said = sheet ? toasts.filter(({ action }) => action === null) : toasts;
  const shown = (
    <div className="toasts" role="status" aria-live="polite">
      {said.map(({ id, text, tone, action }) => (
        <div key={id} className={`toast ${tone}`}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              className="small"
              onClick={() => {
                action.run();
                toaster.close(id);
              }}
            >
              {action.label}
            </button>
          )}
          {(action !== null || tone === "bad") && (
            <button
              type="button"
              className="bare"
              aria-label={words.t("close")}
              onClick={() => toaster.close(id)}
            >
              <Icon name="close" size={18} />
            </button>
          )}
        </div>
      ))}
    </div>
  );
  return sheet ? createPortal(shown, sheet) : shown;
}
