/** Toasts: short messages at the edge of the screen, one at a time. */
import { StateStore } from "../store/stateStore";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "plain" | "bad";
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Milliseconds for which a message is shown; a bad one stays until it is closed. */
const SHOWN = 5000;
/** Milliseconds for which a message with a button is shown. */
const SHOWN_WITH_ACTION = 10_000;

export class Toaster {
  /** The newest message: it belongs to its screen. */
  readonly message = new StateStore<Toast | null>(null);
  /** An offer, such as an update: it waits until there is no message, and stays on all screens. */
  readonly offered = new StateStore<Toast | null>(null);
  #nextId = 1;

  /** Shows a message in place of the one before. */
  show(text: string, tone: Toast["tone"] = "plain", action: Toast["action"] = null): void {
    const id = this.#nextId++;
    this.message.set({ id, text, tone, action });
    if (tone === "bad") return;
    setTimeout(() => this.close(id), action ? SHOWN_WITH_ACTION : SHOWN);
  }

  /** Shows what went wrong; @returns a function that closes the message. */
  showProblem(text: string): () => void {
    this.show(text, "bad");
    const { id } = this.message.value!;
    return () => this.close(id);
  }

  /** Makes an offer, which stays until it is used or closed. */
  offer(text: string, action: NonNullable<Toast["action"]>): void {
    this.offered.set({ id: this.#nextId++, text, tone: "plain", action });
  }

  close(id: number): void {
    for (const store of [this.message, this.offered]) if (store.value?.id === id) store.set(null);
  }

  /** Drops the message: its screen was left. */
  leaveScreen(): void {
    this.message.set(null);
  }
}
