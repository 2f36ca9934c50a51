/** Letting a find go, with the offer to undo it. */
import { useApp } from "../state/appContext";
import { releaseFind } from "../state/findActions";
import { useOfferUndo } from "../state/useOfferUndo";
import type { Find } from "../storage/userRecords";

/** Returns a function that deletes a find, calls `then`, and offers to undo it. */
export function useReleaseFind(): (find: Find, then: () => void) => Promise<void> {
  const { userData, locale } = useApp();
  const { t } = locale;
  const offerUndo = useOfferUndo();
  return async (find, then) => {
    const undo = await releaseFind(userData, find);
    then();
    offerUndo(t("result.released", { breed: t(`animal.${find.animal}`) }), undo);
  };
}
