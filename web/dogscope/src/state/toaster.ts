/** Toasts: short messages at the edge of the screen. */
import { StateStore } from "../store/stateStore";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "plain" | "bad";
  /** A button. A toast with one stays until it is used or closed, and so does a bad one. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Milliseconds for which other toasts are shown. */
const SHOWN = 5000;
const MOST = 3;

export class Toaster {
  readonly toasts = new StateStore<readonly Toast[]>([]);
  #nextId = 1;

  /** Shows a toast; a text that is shown already is not shown twice. */
  show(text: string, tone: Toast["tone"] = "plain", action: Toast["action"] = null): void {
    const toasts = this.toasts.value;
    if (toasts.some((toast) => toast.text === text)) return;
    const id = this.#nextId++;
    this.toasts.set([...toasts.slice(1 - MOST), { id, text, tone, action }]);
    if (!action && tone !== "bad") setTimeout(() => this.close(id), SHOWN);
  }

  close(id: number): void {
    this.toasts.set(this.toasts.value.filter((toast) => toast.id !== id));
  }
}
