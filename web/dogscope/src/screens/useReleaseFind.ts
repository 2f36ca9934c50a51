/** Letting a find go, with the offer to undo it. */
import { useApp } from "../state/appContext";
import { releaseFind } from "../state/findActions";
import { useShowError } from "../state/useShowError";
import type { Find } from "../storage/userRecords";

/** Returns a function that deletes a find, calls `then`, and offers to undo it. */
export function useReleaseFind(): (find: Find, then: () => void) => Promise<void> {
  const { userData, toaster, locale } = useApp();
  const { t } = locale;
  const showError = useShowError();
  return async (find, then) => {
    const undo = await releaseFind(userData, find);
    then();
    toaster.show(t("result.released", { breed: t(`animal.${find.animal}`) }), "plain", {
      label: t("undo"),
      run: () => void undo().catch(showError),
    });
  };
}
