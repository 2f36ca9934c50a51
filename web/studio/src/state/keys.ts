/**
 * Keys of the screens. `useKeys` makes them work while its component is shown, and lists them on `?`.
 *
 * A key is written as "z", "?", "Enter", "ArrowLeft", or with its modifiers before it: "Ctrl+z",
 * "Shift+ArrowLeft" (Ctrl also stands for a Mac's Command).
 */
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Key {
  /** The keys that do it; the first is shown. */
  readonly keys: readonly string[];
  /** What it does, in the user's language; without it the key is not listed. */
  readonly text?: string;
  readonly run: (event: KeyboardEvent) => void;
}

interface Scope {
  readonly title: string;
  readonly read: () => readonly Key[];
}

let scopes: readonly Scope[] = [];
const listeners = new Set<() => void>();

function setScopes(next: readonly Scope[]): void {
  scopes = next;
  for (const each of listeners) each();
}

/** Returns how an event's key is written. */
export function keyName(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const { key } = event;
  const letter = key.length === 1;
  const parts = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && !letter ? "Shift" : "", // a letter's Shift is in the letter
    letter && (event.ctrlKey || event.metaKey) && event.shiftKey ? "Shift" : "",
    key === " " ? "Space" : letter ? key.toLowerCase() : key,
  ];
  return parts.filter((each) => each !== "").join("+");
}

/** Whether the keys belong to what has the focus: a field, a dialog, a menu. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (!(event.target instanceof Element)) return false;
  if (
    event.target.closest(
      "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]",
    )
  )
    return true;
  // Enter and Space press what has the focus.
  return (
    (event.key === "Enter" || event.key === " ") &&
    event.target.closest("button, a[href], [role=button], [role=tab], [role=option]") !== null
  );
}

addEventListener("keydown", (event) => {
  if (isTaken(event)) return;
  const name = keyName(event);
  for (const scope of [...scopes].reverse()) {
    const found = scope.read().find((each) => each.keys.includes(name));
    if (found === undefined) continue;
    event.preventDefault();
    found.run(event);
    return;
  }
});

/**
 * Makes keys work while the component is shown; those of the newest component come first.
 * @param title - what they belong to, as the list of keys has it; "" where none is listed.
 */
export function useKeys(title: string, keys: readonly Key[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const scope = { title, read: () => latest.current };
    setScopes([...scopes, scope]);
    return () => setScopes(scopes.filter((each) => each !== scope));
  }, [title]);
}

/** Returns the keys that work now, by what they belong to; the newest first. */
export function useKeyList(): { title: string; keys: readonly Key[] }[] {
  const found = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => scopes,
  );
  return [...found]
    .reverse()
    .map(({ title, read }) => ({ title, keys: read().filter((each) => each.text !== undefined) }))
    .filter(({ keys }) => keys.length > 0);
}
