import { describe, expect, it } from "vitest";
import { SteadyHint, type Hint } from "../../src/camera/steadyHint";

const FRAME = 16;

/** Shows what fits each frame, and returns the hints in the order in which they were shown. */
function shown(fits: (at: number) => Hint, milliseconds: number): Hint[] {
  const hint = new SteadyHint(600);
  const all: Hint[] = ["look"];
  for (let at = 0; at < milliseconds; at += FRAME) {
    const next = hint.show(fits(at), false, at);
    if (next !== all.at(-1)) all.push(next);
  }
  return all;
}

describe("the hint", () => {
  it("changes once over a dog that sways across the reticle", () => {
    const fits = (at: number): Hint => (at % 700 < 400 && at > 1000 ? "aim" : "hold");
    expect(shown(fits, 10_000)).toEqual(["look", "hold"]);
  });

  it("follows what lasts", () => {
    const fits = (at: number): Hint => (at < 2000 ? "hold" : at < 4000 ? "aim" : "look");
    expect(shown(fits, 6000)).toEqual(["look", "hold", "aim", "look"]);
  });

  it("answers the user's own act at once", () => {
    const hint = new SteadyHint(600);
    hint.show("hold", false, 0);
    expect(hint.show("hold", false, 700)).toBe("hold");
    expect(hint.show("keep", true, 716)).toBe("keep");
    expect(hint.show("look", true, 732)).toBe("keep"); // the dog is out of sight for a frame
    expect(hint.show("keep", true, 748)).toBe("keep");
    expect(hint.show("hold", false, 764)).toBe("hold");
    hint.reset();
    expect(hint.show("hold", false, 780)).toBe("look");
  });
});
