/** The first visit: the app's promises, the size of its download, and then the download. */
import { useEffect } from "react";
import { DownloadProgress } from "../components/DownloadProgress";
import { ErrorNotice } from "../components/ErrorNotice";
import { Icon, Paw } from "../components/Icon";
import { offlineBytes } from "../offline/serviceWorkerRegistration";
import { useApp, useLocale, useModels } from "../state/appContext";

const PROMISES = [
  ["breeds", "kennel"],
  ["private", "lock"],
  ["offline", "check"],
] as const;

export function WelcomeScreen() {
  const { userData, models } = useApp();
  const state = useModels();
  const locale = useLocale();
  const { t } = locale;
  const bytes = __DOWNLOAD_BYTES__.reduce((sum, each) => sum + each, offlineBytes());
  useEffect(() => {
    if (state.phase === "ready") void userData.setSetting("welcomed", true);
  }, [state.phase, userData]);
  return (
    <main className="welcome">
      <div className="welcome-art" aria-hidden="true">
        <div className="big-reticle">
          <Paw size={120} />
        </div>
      </div>
      <div className="welcome-text">
        <p className="eyebrow">Dog Scope</p>
        <h1>{t("welcome.title")}</h1>
        <p className="lead">{t("welcome.lead")}</p>
        <ul className="promises">
          {PROMISES.map(([promise, icon]) => (
            <li key={promise}>
              <Icon name={icon} />
              <span>{t(`welcome.${promise}`)}</span>
            </li>
          ))}
        </ul>
        <DownloadProgress />
        {state.phase === "idle" && (
          <>
            <button type="button" className="primary wide" onClick={() => void models.open()}>
              {t("welcome.start")}
            </button>
            <p className="fine">{t("welcome.download", { size: locale.megabytes(bytes) })}</p>
          </>
        )}
        {state.phase === "failed" && (
          <>
            <ErrorNotice
              error={state.error}
              action={t("again")}
              onAction={() => void models.open()}
              wide
            />
            <p className="fine">{t("welcome.resume")}</p>
          </>
        )}
      </div>
    </main>
  );
}
