import { describe, expect, it } from "vitest";
import { BundleDamagedError } from "../../src/errors.js";
import { Fields, record } from "../../src/bundle/fields.js";

describe("the fields of an object", () => {
  it("do not include those that every object inherits", () => {
    const fields = new Fields({}, "it");
    for (const name of ["constructor", "toString", "__proto__"]) {
      expect(fields.has(name)).toBe(false);
      expect(fields.holds(name)).toBe(false);
      expect(() => fields.inner(name)).toThrow(`it: ${name} must be an object; it is missing`);
    }
    expect("toString" in record([])).toBe(false);
  });

  it("may be there and null", () => {
    const fields = new Fields({ a: null }, "it");
    expect([fields.holds("a"), fields.has("a"), fields.shareOrNull("a")]).toEqual([
      true,
      false,
      null,
    ]);
  });

  it("are shown in a line, however long they are", () => {
    const wrong: [unknown, string][] = [
      ["x".repeat(1000), `"${"x".repeat(77)}..."`],
      [Array(1000).fill(1), "a list of 1000"],
      [{ a: 1 }, "an object"],
      [true, "true"],
      [null, "null"],
    ];
    for (const [value, text] of wrong) {
      const fields = new Fields({ a: value }, "it");
      expect(() => fields.integer("a")).toThrow(
        `it: 'a' must be a whole number; it is ${text}. Publish the function again, or copy`,
      );
    }
    expect(() => new Fields({ a: { ["k".repeat(1000)]: 1 } }, "it").named("a")).toThrow(
      `it: a: ${"k".repeat(77)}... must be an object; it is 1.`,
    );
  });

  it.each([undefined, null, 7, "text", true, []])("of %j are none", (value) => {
    expect(() => new Fields(value, "it")).toThrow(BundleDamagedError);
  });
});
