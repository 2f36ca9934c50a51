/** A hint in the kennel after the first catch, until it is closed: how to keep it on this device. */
import { useEffect, useId, useState } from "react";
import { Icon } from "../components/Icon";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { useInstallWay } from "../state/installPrompt";
import { href } from "../state/router";
import { askToPersist, persistence } from "../storage/storageQuota";

export function KeepSafe() {
  const { userData } = useApp();
  const { t } = useLocale();
  const { catches, settings } = useUserData();
  const way = useInstallWay();
  const id = useId();
  // Known at once on a later visit of the kennel, whose place in the page must not move then.
  const [isKept, setKept] = useState(persistence());
  const hasCaught = catches.some(({ how }) => how !== "sample");
  const isDue = hasCaught && !settings.keepSafeClosed;
  useEffect(() => {
    if (isDue) void askToPersist().then(setKept);
  }, [isDue]);
  const isUnsafe = isKept === false;
  const close = (): void => void userData.setSetting("keepSafeClosed", true);
  if (!isDue || isKept === undefined || !(isUnsafe || way)) return null;
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
