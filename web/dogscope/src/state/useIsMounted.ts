/** Whether what asks is still on the screen when its work is done. */
import { useCallback, useEffect, useRef } from "react";

export function useIsOpen(): () => boolean {
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return useCallback(() => isOpen.current, []);
}
