/** Shows an error as a toast, in the app's language. */
import { useApp } from "./appContext";
import { errorText } from "./errorMessages";

export function useShowError(): (error: unknown) => void {
  const { toaster, locale } = useApp();
  return (error) => toaster.show(errorText(error, locale), "bad");
}
