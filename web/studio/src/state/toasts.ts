/** Short messages at the screen's edge: what was done, with Undo; or what failed. */
import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";

export interface ToastContent {
  readonly text: string;
  readonly tone?: "plain" | "bad";
  /** A button in the message, such as Undo. */
  readonly action?: { readonly text: string; readonly run: () => void };
}

/** At most one is shown, so that none covers another. */
export const toasts = new ToastQueue<ToastContent>({ maxVisibleToasts: 1 });

const SHOWN = 6_000; // milliseconds; one that has a button or an error stays longer

/** Shows a message; the one before it goes. */
export function toast(content: ToastContent): void {
  toasts.clear();
  const longer = content.action !== undefined || content.tone === "bad";
  toasts.add(content, { timeout: longer ? 2 * SHOWN : SHOWN });
}
