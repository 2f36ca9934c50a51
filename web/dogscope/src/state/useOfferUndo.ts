/** Says what was done, and offers to undo it. */
import { useApp } from "./appContext";
import type { Toast } from "./toaster";
import { useShowError } from "./useShowError";

type OfferUndo = (text: string, undo: () => Promise<void>, tone?: Toast["tone"]) => void;

export function useOfferUndo(): OfferUndo {
  const { toaster, locale } = useApp();
  const showError = useShowError();
  return (text, undo, tone = "plain") =>
    toaster.show(text, tone, {
      label: locale.t("undo"),
      run: () => void undo().catch(showError),
    });
}
