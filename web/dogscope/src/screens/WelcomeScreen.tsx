/** The first visit: what the app does, a try with the sample, and the download. */
import { useEffect, useState } from "react";
import { DownloadProgress } from "../components/DownloadProgress";
import { ErrorNotice } from "../components/ErrorNotice";
import { Icon, Paw } from "../components/Icon";
import { offlineBytes } from "../offline/serviceWorkerRegistration";
import { useApp, useLocale, useModels } from "../state/appContext";
import { CatchLoop } from "./CatchLoop";
import { SampleTry } from "./SampleTry";

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
  const [isTrying, setTrying] = useState(false);
  const bytes = __DOWNLOAD_BYTES__.reduce((sum, each) => sum + each, offlineBytes());
  const enter = (): void => void userData.setSetting("welcomed", true);
  const isReady = state.phase === "ready" && !isTrying;
  useEffect(() => {
    if (isReady) void userData.setSetting("welcomed", true);
  }, [isReady, userData]);
  const startTry = (): void => {
    setTrying(true);
    void models.open();
  };
  return (
    <main className={isTrying ? "welcome trying" : "welcome"}>
      {!isTrying && <CatchLoop isHeld={state.phase === "warming"} />}
      <div className="welcome-text">
        <p className="eyebrow">Dog Scope</p>
        <h1>{t(isTrying ? "try.title" : "welcome.title")}</h1>
        {!isTrying && (
          <>
            <p className="lead">{t("welcome.lead")}</p>
            <ul className="promises">
              {PROMISES.map(([promise, icon]) => (
                <li key={promise}>
                  <Icon name={icon} />
                  <span>{t(`welcome.${promise}`)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {isTrying && <SampleTry onDone={enter} />}
        <DownloadProgress />
        {!isTrying && state.phase !== "failed" && (
          <div className="welcome-actions">
            {state.phase === "idle" && (
              <button type="button" className="primary wide" onClick={() => void models.open()}>
                {t("welcome.start")}
              </button>
            )}
            <button type="button" className="secondary wide" onClick={startTry}>
              <Paw size={20} />
              {t("photo.sample")}
            </button>
            {state.phase === "idle" && (
              <p className="fine">{t("welcome.download", { size: locale.megabytes(bytes) })}</p>
            )}
          </div>
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
