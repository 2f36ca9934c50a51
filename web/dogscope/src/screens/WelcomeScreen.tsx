/** The first visit: what this is, what it downloads, and then the download. */
import { useEffect } from "react";
import { offlineBytes } from "../offline/serviceWorkerRegistration";
import { useApp, useEyes, useKept, useWords } from "../state/appContext";
import { Icon, Paw } from "../components/Icon";
import { troubleText } from "../state/errorMessages";

export function Welcome() {
  const { keeper, eyes } = useApp();
  const state = useEyes();
  const words = useWords();
  const { t } = words;
  const bytes = __DOWNLOAD_BYTES__.reduce((sum, each) => sum + each, offlineBytes());
  useEffect(() => {
    if (state.phase === "ready") void keeper.set("welcomed", true);
  }, [state.phase, keeper]);
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
          {(["breeds", "private", "offline"] as const).map((each) => (
            <li key={each}>
              <Icon
                name={{ breeds: "kennel", private: "lock", offline: "check" }[each] as "lock"}
              />
              <span>{t(`welcome.${each}`)}</span>
            </li>
          ))}
        </ul>
        <Progress />
        {state.phase === "idle" && (
          <>
            <button type="button" className="primary wide" onClick={() => void eyes.open()}>
              {t("welcome.start")}
            </button>
            <p className="fine">{t("welcome.download", { size: words.megabytes(bytes) })}</p>
          </>
        )}
        {state.phase === "failed" && (
          <>
            <p className="alert" role="alert">
              {troubleText(state.error, words)}
            </p>
            <button type="button" className="primary wide" onClick={() => void eyes.open()}>
              {t("again")}
            </button>
            <p className="fine">{t("welcome.resume")}</p>
          </>
        )}
      </div>
    </main>
  );
}

/** One bar for all that comes, then for the warm-up. */
export function Progress() {
  const state = useEyes();
  const words = useWords();
  const { settings } = useKept();
  if (state.phase !== "loading" && state.phase !== "warming") return null;
  // Later everything is on the device, and nothing is downloaded.
  const isLoading = state.phase === "loading" && (!settings.welcomed || state.loaded > 0);
  const { loaded, total } = isLoading ? state : { loaded: 1, total: 1 };
  const label = isLoading
    ? words.t("welcome.loading", { loaded: words.megabytes(loaded), total: words.megabytes(total) })
    : words.t("welcome.warming");
  return (
    <div className="progress">
      <progress
        max={total}
        value={isLoading ? loaded : undefined}
        aria-label={words.t("welcome.progress")}
      />
      <p role="status">{label}</p>
    </div>
  );
}
