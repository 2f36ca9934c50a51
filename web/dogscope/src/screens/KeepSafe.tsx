/** A hint in the kennel after the first catch, until it is closed: how to keep it on this device. */
import { useEffect, useId, useState } from "react";
import { Icon } from "../components/Icon";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { useInstallWay } from "../state/installPrompt";
import { href } from "../state/router";
import { askToPersist } from "../storage/storageQuota";

export function KeepSafe() {
  const { userData } = useApp();
  const { t } = useLocale();
  const { catches, settings } = useUserData();
  const way = useInstallWay();
  const id = useId();
  const [isShown, setShown] = useState(false);
  /** Whether the browser may clear the data. */
  const [isUnsafe, setUnsafe] = useState(false);
  const hasCaught = catches.some(({ how }) => how !== "sample");
  const isDue = hasCaught && !settings.keepSafeClosed;
  useEffect(() => {
    if (!isDue) return;
    let isGone = false;
    void askToPersist().then((isKept) => {
      if (isGone || (isKept !== false && !way)) return; // there is nothing to do
      setUnsafe(isKept === false);
      setShown(true);
    });
    return () => {
      isGone = true;
    };
  }, [isDue, way]);
  const close = (): void => void userData.setSetting("keepSafeClosed", true);
  if (!isDue || !isShown) return null;
  return (
    <section className="keep-safe" aria-labelledby={id}>
      <p id={id} className="keep-title">
        {t(way ? "keep.title" : "keep.title.export")}
      </p>
      {way && <p>{t(way.by === "prompt" ? "install.why" : `install.${way.by}`)}</p>}
      {isUnsafe && <p>{t("keep.unsafe")}</p>}
      <div className="actions">
        {way?.by === "prompt" && (
          <button
            type="button"
            className="primary"
            onClick={() => {
              way.ask();
              close();
            }}
          >
            <Icon name="download" />
            {t("install.now")}
          </button>
        )}
        {isUnsafe && (
          <a className="secondary" href={href("settings")} onClick={close}>
            {t("keep.export")}
          </a>
        )}
        <button type="button" className="secondary" onClick={close}>
          {t("keep.later")}
        </button>
      </div>
    </section>
  );
}
