/** Sharing a catch as a card: by the share sheet where there is one, else as a download. */
import { deliverFile } from "../sharing/deliverFile";
import { cardImage } from "../cards/cardImage";
import { cardOfCatch } from "../cards/cardOfCatch";
import { useApp, useUserData } from "../state/appContext";
import { useShowError } from "../state/useShowError";
import type { Catch } from "../storage/userRecords";

interface ShareOptions {
  /** Whether the card says where the catch was made, to about 1 km. */
  readonly withPlace?: boolean;
}

/** Returns a function that shares a catch; errors are shown to the user. */
export function useShareCatch(): (caught: Catch, options?: ShareOptions) => void {
  const { userData, toaster, locale } = useApp();
  const { dogs } = useUserData();
  const showError = useShowError();

  const share = async (caught: Catch, { withPlace = false }: ShareOptions): Promise<void> => {
    const photo = await userData.photo(caught.id);
    if (!photo) return;
    const name = locale.breed(caught.breed);
    const mine = dogs.find(({ id }) => id === caught.mine);
    const options = { mine: mine ?? null, withPlace, address: location.href };
    const card = await cardImage(photo, cardOfCatch(caught, locale, options), "portrait");
    const file = new File([card], `dog-scope-${caught.id.slice(0, 8)}.png`, { type: "image/png" });
    if ((await deliverFile(file, name)) === "saved") {
      toaster.show(locale.t("share.saved"), "good");
    }
  };
  return (caught, options = {}) => void share(caught, options).catch(showError);
}
