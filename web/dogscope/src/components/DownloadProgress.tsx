/** The progress of getting the models ready: one bar for the download, then for the warm-up. */
import { useApp, useLocale, useModels, useUserData } from "../state/appContext";

export function DownloadProgress() {
  const { models } = useApp();
  const state = useModels();
  const locale = useLocale();
  const { settings } = useUserData();
  if (state.phase !== "loading" && state.phase !== "warming") return null;
  // After the first visit all files are on the device, and nothing is downloaded.
  const isLoading = state.phase === "loading" && (!settings.welcomed || state.loaded > 0);
  const { loaded, total } = isLoading ? state : { loaded: 1, total: 1 };
  const label = isLoading
    ? locale.t("welcome.loading", {
        loaded: locale.megabytes(loaded),
        total: locale.megabytes(total),
      })
    : locale.t("welcome.warming");
  return (
    <div className="progress">
      <progress
        max={total}
        value={isLoading ? loaded : undefined}
        aria-label={locale.t("welcome.progress")}
      />
      <p role="status">{label}</p>
      {state.phase === "loading" && state.isStalled && (
        <>
          <p className="alert" role="alert">
            {locale.t("welcome.stalled")}
          </p>
          <button type="button" className="primary" onClick={() => void models.restart()}>
            {locale.t("again")}
          </button>
        </>
      )}
    </div>
  );
}
