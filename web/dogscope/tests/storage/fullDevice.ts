/** A device without room for the database, as browsers report it. */
import { afterEach } from "vitest";

/** The inner workings of fake-indexeddb's transactions. */
interface TransactionInternals {
  readonly mode: IDBTransactionMode;
  readonly _requests: readonly unknown[];
  _state: string;
  _start(): void;
  _abort(name: string): void;
  _execRequestAsync(what: { operation: () => unknown }): IDBRequest;
}

const internals = (): TransactionInternals =>
  IDBTransaction.prototype as unknown as TransactionInternals;

let undo: (() => void) | null = null;

export function makeRoom(): void {
  undo?.();
  undo = null;
}

afterEach(makeRoom);

/** The ways in which a full device shows. */
export const FAILURES = ["a request fails", "the commit fails", "all is aborted"] as const;

/** Fills the device from the nth writing transaction on. */
export function fillUp(failure: (typeof FAILURES)[number], from = 1): void {
  makeRoom();
  const { _start: start, _execRequestAsync: request } = internals();
  const writing = new Set<TransactionInternals>();
  const isFull = (transaction: TransactionInternals): boolean => {
    if (transaction.mode === "readwrite") writing.add(transaction);
    return [...writing].indexOf(transaction) >= from - 1;
  };
  undo = () => Object.assign(internals(), { _start: start, _execRequestAsync: request });
  if (failure === "a request fails") {
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
    const isDone = failure === "all is aborted" || this._requests.length === 0;
    if (this._state === "finished" || !isDone || !isFull(this)) return start.call(this);
    this._abort("QuotaExceededError");
  };
}
