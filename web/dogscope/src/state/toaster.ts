/** Short messages at the edge of the screen. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "plain" | "bad";
  /** Something to do about it; then it stays until it is done or closed, as what went wrong does. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const SHOWN = 5000; // milliseconds

export class Toaster {
  #toasts: readonly Toast[] = [];
  #next = 1;
  readonly #listeners = new Set<() => void>();

  get toasts(): readonly Toast[] {
    return this.#toasts;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(text: string, tone: Toast["tone"] = "plain", action: Toast["action"] = null): void {
    if (this.#toasts.some((each) => each.text === text)) return;
    const id = this.#next++;
    this.#set([...this.#toasts.slice(-2), { id, text, tone, action }]);
    if (!action && tone !== "bad") setTimeout(() => this.close(id), SHOWN);
  }

  close(id: number): void {
    this.#set(this.#toasts.filter((each) => each.id !== id));
  }

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of this.#listeners) listener();
  }
}
