/** The part of the address behind the `?`: what a screen shows, so that it can be sent. */
import { useCallback, useMemo } from "react";
import { useLocation, useSearch as useRawSearch } from "wouter";

export type SearchChange = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Returns the parameters, and a function that changes some of them: null and "" remove one. With
 * `replace` the browser's Back does not return to the state before.
 */
export function useSearch(): [URLSearchParams, (change: SearchChange, replace?: boolean) => void] {
  const raw = useRawSearch();
  const [path, navigate] = useLocation();
  const params = useMemo(() => new URLSearchParams(raw), [raw]);
  const change = useCallback(
    (values: SearchChange, replace = false) => {
      const next = new URLSearchParams(raw);
      for (const [name, value] of Object.entries(values)) {
        if (value == null || value === "") next.delete(name);
        else next.set(name, String(value));
      }
      const query = next.toString();
      navigate(query === "" ? path : `${path}?${query}`, { replace });
    },
    [raw, path, navigate],
  );
  return [params, change];
}
