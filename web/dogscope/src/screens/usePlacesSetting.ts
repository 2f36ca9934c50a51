/** The setting that catches remember their places: the browser's user must agree first. */
import { useApp } from "../state/appContext";
import { askForLocation } from "../state/userLocation";

export function usePlacesSetting(): (isOn: boolean) => Promise<void> {
  const { userData, toaster, locale } = useApp();
  return async (isOn) => {
    void userData.setSetting("places", isOn);
    // The browser's question comes now, and not over the first dog.
    if (!isOn || (await askForLocation())) return;
    void userData.setSetting("places", false);
    toaster.show(locale.t("settings.places.refused"), "bad");
  };
}
