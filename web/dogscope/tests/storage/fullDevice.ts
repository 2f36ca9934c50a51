/** A database that runs out of room, as browsers do it. */
import { afterEach } from "vitest";

interface Internals {
  readonly mode: IDBTransactionMode;
  readonly _requests: readonly unknown[];
  _state: string;
  _start(): void;
  _abort(name: string): void;
  _execRequestAsync(what: { operation: () => unknown }): IDBRequest;
}

const internals = (): Internals => IDBTransaction.prototype as unknown as Internals;

let undo: (() => void) | null = null;

/** Lets it have room again. */
export function makeRoom(): void {
  undo?.();
  undo = null;
}

afterEach(makeRoom);

/** How a browser may say that there is no room. */
export const WAYS = ["a request fails", "the commit fails", "all is aborted"] as const;

/** From the nth transaction that writes on, none has room. */
export function fillUp(way: (typeof WAYS)[number], from = 1): void {
  makeRoom();
  const { _start: start, _execRequestAsync: request } = internals();
  const writing = new Set<Internals>();
  const isFull = (transaction: Internals): boolean => {
    if (transaction.mode === "readwrite") writing.add(transaction);
    return [...writing].indexOf(transaction) >= from - 1;
  };
  undo = () => Object.assign(internals(), { _start: start, _execRequestAsync: request });
  if (way === "a request fails") {
    internals()._execRequestAsync = function (what) {
      if (!isFull(this) || this._requests.length === 0) return request.call(this, what);
      const operation = () => {
        throw new DOMException("", "QuotaExceededError");
      };
      return request.call(this, { ...what, operation });
    };
    return;
  }
  internals()._start = function () {
    const isDone = way === "all is aborted" || this._requests.length === 0;
    if (this._state === "finished" || !isDone || !isFull(this)) return start.call(this);
    this._abort("QuotaExceededError");
  };
}
