import { expect, test } from "vitest";
import { keyParts } from "../../src/components/keyParts";

test("the plus is a key, and also what stands between two keys", () => {
  expect(keyParts("+")).toEqual(["+"]);
  expect(keyParts("Ctrl++")).toEqual(["Ctrl", "+"]);
  expect(keyParts("Ctrl+Shift+z")).toEqual(["Ctrl", "Shift", "z"]);
});
