/**
 * Shows an error as a toast, in the app's language; one of storing goes when storing works again.
 */
import { StorageError } from "../storage/storageErrors";
import { useApp } from "./appContext";
import { errorText } from "./errorMessages";

export function useShowError(): (error: unknown) => void {
  const { toaster, locale, userData } = useApp();
  return (error) => {
    const close = toaster.showProblem(errorText(error, locale));
    if (error instanceof StorageError) userData.onceStored(close);
  };
}
