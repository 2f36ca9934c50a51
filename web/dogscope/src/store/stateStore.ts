/** The one way in which parts of the page share a value: a store that calls its subscribers. */
import { useSyncExternalStore } from "react";

/** A store as its readers see it. */
export interface ReadableStore<T> {
  readonly value: T;
  /** Calls the listener after each change; the function that it returns ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

export class StateStore<T> implements ReadableStore<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get value(): T {
    return this.#value;
  }

  /** Replaces the value; the same value once more is no change. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Returns a store's value, and renders the component again when it changes. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, () => store.value);
}
