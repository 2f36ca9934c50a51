import { describe, expect, it, vi } from "vitest";
import { StateStore } from "../../src/store/stateStore";

describe("a store", () => {
  it("calls its subscribers after each change, with the new value in place", () => {
    const store = new StateStore(1);
    const values: number[] = [];
    store.subscribe(() => values.push(store.value));
    store.set(2);
    store.set(3);
    expect(values).toEqual([2, 3]);
  });

  it("calls nobody when the value stays the same", () => {
    const value = { dogs: 1 };
    const store = new StateStore(value);
    const listener = vi.fn();
    store.subscribe(listener);
    store.set(value);
    expect(listener).not.toHaveBeenCalled();
    store.set({ dogs: 1 }); // another object is another value
    expect(listener).toHaveBeenCalledOnce();
  });

  it("calls no subscriber that has left, and each of the others once", () => {
    const store = new StateStore("a");
    const [stays, leaves] = [vi.fn(), vi.fn()];
    const leave = store.subscribe(() => {
      leaves();
      leave();
    });
    store.subscribe(stays);
    store.set("b");
    store.set("c");
    expect([stays.mock.calls.length, leaves.mock.calls.length]).toEqual([2, 1]);
  });
});
