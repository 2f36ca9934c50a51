/** The place of short messages; a screen reader hears them. */
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useLocale } from "../state/localeContext";
import { toasts } from "../state/toasts";
import { Button, IconButton, names } from "./Button";
import style from "./Toasts.module.css";

export function Toasts() {
  const { t } = useLocale();
  return (
    <ToastRegion queue={toasts} className={style.region ?? ""} aria-label={t("shell.messages")}>
      {({ toast }) => (
        <Toast
          toast={toast}
          className={names(style.toast, toast.content.tone === "bad" && style.bad)}
        >
          <ToastContent className={style.text ?? ""}>
            <span slot="title">{toast.content.text}</span>
          </ToastContent>
          {toast.content.action && (
            <Button
              small
              onPress={() => {
                toasts.close(toast.key);
                toast.content.action?.run();
              }}
            >
              {toast.content.action.text}
            </Button>
          )}
          <IconButton
            small
            label={t("shell.close")}
            icon="close"
            onPress={() => toasts.close(toast.key)}
          />
        </Toast>
      )}
    </ToastRegion>
  );
}
