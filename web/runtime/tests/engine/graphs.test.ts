import { afterEach, describe, expect, test, vi } from "vitest";
import { SHIPPED_GRAPHS } from "../../src/contract.js";
import { EngineError } from "../../src/errors.js";
import { Engine, StoppedEngineError, type EngineSource } from "../../src/engine/engine.js";
import { Graphs } from "../../src/engine/graphs.js";
import type { Variant } from "../../src/engine/variants.js";

const SOURCE = {} as EngineSource;
const OPTIONS = { threads: false, digest: async () => "right" };
const [SHIPPED, OTHER] = SHIPPED_GRAPHS as [string, string];
const FILE = {
  sha256: SHIPPED,
  selfTest: "right",
  content: Uint8Array.of(),
  inputShape: [1],
  outputs: [{ shape: [1], scale: 1, zeroPoint: 0 }],
  testInput: () => Uint8Array.of(0),
};
const BYTES = 1000; // of an engine's memory
const RARE = Uint8Array.of(9); // an input for which a lean build lacks a function

afterEach(() => void vi.restoreAllMocks());

/** Puts engines of no code in the real one's place; returns the builds that were opened. */
function withMadeEngines(): Variant[] {
  const opened: Variant[] = [];
  vi.spyOn(Engine, "open").mockImplementation(async (variant) => {
    opened.push(variant);
    const engine = {
      variant,
      wasStopped: false,
      memoryBytes: BYTES,
      openGraph: async () => ({
        inputShape: [1],
        outputShapes: [[1]],
        run,
        close: () => undefined,
      }),
    };
    const run = ([value]: Uint8Array): Uint8Array[] => {
      if (value === RARE[0] && variant.endsWith("lean")) {
        engine.wasStopped = true;
        throw new StoppedEngineError("stopped");
      }
      return [Uint8Array.of(value! + 1)];
    };
    return engine as unknown as Engine;
  });
  return opened;
}

test("an input that stops a lean build is answered by the whole one, as all after it", async () => {
  const opened = withMadeEngines();
  const graphs = new Graphs(SOURCE, OPTIONS);
  const graph = await graphs.hold(SHIPPED, "right", async () => FILE);
  const values = async (input: Uint8Array) => (await graph.run(input))[0]!.values;
  expect(await values(Uint8Array.of(1))).toEqual(Uint8Array.of(2));
  expect(await values(RARE)).toEqual(Uint8Array.of(10));
  expect(await values(Uint8Array.of(1))).toEqual(Uint8Array.of(2));
  expect(opened.map((each) => each.endsWith("lean"))).toEqual([true, false]);
  expect(graphs.variant).toBe(opened[1]);
});

test("a build that was stopped opens no other graph", async () => {
  const opened = withMadeEngines();
  const graphs = new Graphs(SOURCE, OPTIONS);
  const graph = await graphs.hold(SHIPPED, "right", async () => FILE);
  await graph.run(RARE);
  const other = await graphs.hold(OTHER, "right", async () => ({ ...FILE, sha256: OTHER }));
  await other.run(Uint8Array.of(1));
  expect(opened).toHaveLength(2);
});

describe("a stranger's graph", () => {
  const strange = { ...FILE, sha256: "0".repeat(64) };

  test("has an engine of its own, which goes with it", async () => {
    const opened = withMadeEngines();
    const graphs = new Graphs(SOURCE, OPTIONS);
    const fine = await graphs.hold(SHIPPED, "right", async () => FILE);
    await fine.run(Uint8Array.of(1));
    const mine = await graphs.hold(strange.sha256, "right", async () => strange);
    await mine.run(Uint8Array.of(1));
    expect(opened).toHaveLength(2);
    expect(opened[0]).toBe(opened[1]);
    expect(await graphs.memoryBytes()).toBe(2 * BYTES);
    mine.close();
    expect(await graphs.memoryBytes()).toBe(BYTES);
  });

  test("takes the engine that was started, where nobody else has it", async () => {
    const opened = withMadeEngines();
    const graphs = new Graphs(SOURCE, OPTIONS);
    graphs.start();
    const mine = await graphs.hold(strange.sha256, "right", async () => strange);
    await mine.run(Uint8Array.of(1));
    expect(opened).toHaveLength(1);
    expect(graphs.variant).toBe(opened[0]);
    const fine = await graphs.hold(SHIPPED, "right", async () => FILE);
    await fine.run(Uint8Array.of(1));
    expect(opened).toHaveLength(2);
  });

  test("that no build opens leaves the others' engine and build alone", async () => {
    const opened = withMadeEngines();
    const graphs = new Graphs(SOURCE, OPTIONS);
    const fine = await graphs.hold(SHIPPED, "right", async () => FILE);
    await fine.run(Uint8Array.of(1));
    const first = opened[0];
    const wrong = { ...strange, testInput: () => RARE, inputShape: [2] };
    const mine = await graphs.hold(strange.sha256, "right", async () => wrong);
    await expect(mine.run(Uint8Array.of(1))).rejects.toThrow(EngineError);
    const before = opened.length;
    const other = await graphs.hold(OTHER, "right", async () => ({ ...FILE, sha256: OTHER }));
    await other.run(Uint8Array.of(1));
    await fine.run(Uint8Array.of(1));
    expect(opened).toHaveLength(before);
    expect(graphs.variant).toBe(first);
  });
});
