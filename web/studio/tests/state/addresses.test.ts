import { expect, it } from "vitest";
import { roomPath } from "../../src/state/addresses";

it("an address holds what the screen shows, and leaves out what is not chosen", () => {
  expect(roomPath("my trees", "explore", { label: "red oak", state: "", page: null })).toBe(
    "/p/my%20trees/explore?label=red+oak",
  );
});
