/** The button that starts a walk. */
import { useState } from "react";
import { Icon } from "../components/Icon";
import { useApp, useUserData } from "../state/appContext";
import { useShowError } from "../state/useShowError";
import { askForLocation } from "../state/userLocation";
import { openedWalk } from "../walks/openedWalk";
import { openWalk, startWalk } from "../walks/walkTracker";

export function StartWalk() {
  const { userData, toaster, locale } = useApp();
  const { t } = locale;
  const showError = useShowError();
  const [isAsking, setAsking] = useState(false);
  const going = openWalk(useUserData().walks);
  const start = async (): Promise<void> => {
    setAsking(true);
    try {
      // The browser's question comes first: without an answer there is nothing to take down.
      if (!(await askForLocation())) return toaster.show(t("walk.refused"), "bad");
      openedWalk.set((await startWalk(userData)).id);
    } catch (error) {
      showError(error);
    } finally {
      setAsking(false);
    }
  };
  if (going) {
    return (
      <button type="button" className="secondary" onClick={() => openedWalk.set(going.id)}>
        <Icon name="route" />
        {t("walk.see")}
      </button>
    );
  }
  return (
    <button type="button" className="secondary" disabled={isAsking} onClick={() => void start()}>
      <Icon name="route" />
      {t("walk.start")}
    </button>
  );
}
