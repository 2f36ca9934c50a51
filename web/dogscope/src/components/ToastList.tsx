/** The toasts on the screen; a screen reader reads each when it appears. */
import { createPortal } from "react-dom";
import { useApp } from "../state/appContext";
import { useTopSheet } from "../state/openSheets";
import { useStore } from "../store/stateStore";
import { Icon } from "./Icon";

export function ToastList() {
  const { toaster, locale } = useApp();
  const toasts = useStore(toaster.toasts);
  const sheet = useTopSheet();
  // An offer, such as an update, waits until no dog is being caught.
  const shown = sheet ? toasts.filter(({ action }) => action === null) : toasts;
  const list = (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone, action }) => (
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
              aria-label={locale.t("close")}
              onClick={() => toaster.close(id)}
            >
              <Icon name="close" size={18} />
            </button>
          )}
        </div>
      ))}
    </div>
  );
  return sheet ? createPortal(list, sheet) : list;
}
