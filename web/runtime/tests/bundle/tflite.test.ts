import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPERATORS } from "../../src/contract.js";
import { BundleDamagedError } from "../../src/errors.js";
import { checkOperators, readInput, readOutputs } from "../../src/bundle/tflite.js";
import { checkWork } from "../../src/bundle/graphWork.js";
import { smallGraph, UINT8, type Small } from "./smallGraph.js";
import { BACKBONE, damagedCopies, DETECTOR, graph, readOrRefused } from "../realBundles.js";

describe("the shipped graphs", () => {
  const tensor = (shape: number[], scale: number, zeroPoint: number) => ({
    shape,
    scale,
    zeroPoint,
    type: UINT8,
  });

  it.each([BACKBONE, DETECTOR])("%s uses allowed operators only", (sha256) => {
    expect(() => checkOperators(graph(sha256), "it")).not.toThrow();
    expect(() => checkWork(graph(sha256), "it")).not.toThrow();
  });

  it("the backbone's input and output are those that the interpreter reports", () => {
    expect(readInput(graph(BACKBONE), "it")).toEqual(tensor([1, 224, 224, 3], 0.0078125, 127));
    expect(readOutputs(graph(BACKBONE), "it")).toEqual([
      tensor([1, 7, 7, 1280], 0.0235294122248888, 0),
    ]);
  });

  it("the detector's input and outputs are those that the interpreter reports", () => {
    expect(readInput(graph(DETECTOR), "it")).toEqual(tensor([1, 300, 300, 3], 1, 128));
    const logits = (cells: number, anchors: number) =>
      tensor([1, cells, cells, anchors * 80], 0.03921568766236305, 128);
    expect(readOutputs(graph(DETECTOR), "it")).toEqual([
      logits(19, 3),
      logits(10, 6),
      logits(5, 6),
      logits(3, 6),
      logits(2, 6),
      logits(1, 6),
      tensor([1, 19, 19, 12], 0.09243137389421463, 177),
      tensor([1, 10, 10, 24], 0.03560784459114075, 137),
      tensor([1, 5, 5, 24], 0.02952941134572029, 128),
      tensor([1, 3, 3, 24], 0.02960784360766411, 126),
      tensor([1, 2, 2, 24], 0.02007843181490898, 133),
      tensor([1, 1, 1, 24], 0.019607843831181526, 153),
    ]);
  });
});

describe("an operator", () => {
  it("that is allowed is accepted, whichever field has its number", () => {
    for (const code of Object.values(OPERATORS)) {
      checkOperators(smallGraph({ codes: [{ old: code }] }), "it");
      checkOperators(smallGraph({ codes: [{ old: Math.min(code, 127), code }] }), "it");
    }
    checkOperators(smallGraph({ codes: [{}] }), "it"); // 0, the default, is ADD
  });

  it("that is not allowed is named", () => {
    const codes = [{ old: 3 }, { old: 127, code: 129 }];
    expect(() => checkOperators(smallGraph({ codes }), "it")).toThrow(
      "it uses operator number 129,",
    );
    const custom = [{ old: 32, custom: "Évil" }];
    expect(() => checkOperators(smallGraph({ codes: custom }), "it")).toThrow(
      'it uses the custom operator "Évil",',
    );
    expect(() => checkOperators(smallGraph({ codes: [{ code: -5, old: -1 }] }), "it")).toThrow(
      "-1",
    );
  });

  it("must be there, and not a thousand times", () => {
    expect(() => checkOperators(smallGraph({ codes: [] }), "it")).toThrow("no operators");
    const codes = Array.from({ length: 1001 }, () => ({ old: 3 }));
    expect(() => checkOperators(smallGraph({ codes }), "it")).toThrow("1001");
  });
});

describe("a graph's tensors", () => {
  it("are read with their scale and zero point", () => {
    const [output] = readOutputs(smallGraph({ scale: [0.25], zeroPoint: [-128] }), "it");
    expect(output).toEqual({ shape: [1, 2], scale: 0.25, zeroPoint: -128, type: UINT8 });
  });

  it("that are not quantized, or quantized by channel, have neither", () => {
    const none = { shape: [1, 2], scale: 0, zeroPoint: 0, type: UINT8 };
    expect(readInput(smallGraph({ scale: [], zeroPoint: [] }), "it")).toEqual(none);
    expect(readInput(smallGraph({ scale: [1, 2], zeroPoint: [3, 4] }), "it")).toEqual(none);
  });

  it("must be among those that the graph has", () => {
    expect(() => readInput(smallGraph({ inputs: [1] }), "it")).toThrow("it names tensor 1 of 1");
    expect(() => readOutputs(smallGraph({ outputs: [-1] }), "it")).toThrow("names tensor -1 of 1");
  });

  it.each<[string, Small]>([
    ["two inputs", { inputs: [0, 0] }],
    ["no input", { inputs: [] }],
    ["a side of 0", { shape: [1, 0] }],
    ["a side that is not fixed", { shape: [-1, 2] }],
    ["more elements than an image has", { shape: [1, 6000, 6000, 3] }],
    ["nine sides", { shape: [1, 1, 1, 1, 1, 1, 1, 1, 1] }],
    ["a scale that is no number", { scale: [NaN] }],
    ["a scale without end", { scale: [Infinity] }],
    ["a scale below 0", { scale: [-1] }],
    ["a zero point beyond all integers", { zeroPoint: [2 ** 40] }],
  ])("are refused with %s", (_, given) => {
    expect(() => readInput(smallGraph(given), "it")).toThrow(BundleDamagedError);
    expect(() => readInput(smallGraph(given), "it")).toThrow(
      "it is not a .tflite graph that a function may have (",
    );
  });
});

describe("damage", () => {
  const seen = { read: 0, refused: 0 };
  const readAll = (content: Uint8Array) => {
    const all = readOrRefused(() => {
      checkOperators(content, "it");
      readOrRefused(() => checkWork(content, "it"));
      return [readInput(content, "it"), ...readOutputs(content, "it")];
    });
    seen[all === null ? "refused" : "read"] += 1;
    for (const { shape, scale, zeroPoint } of all ?? []) {
      expect([...shape, scale, zeroPoint].every(Number.isFinite)).toBe(true);
    }
  };

  it("to a shipped graph gives nothing but the one error", () => {
    const content = graph(BACKBONE);
    // The way to the operators starts at the file's first bytes and lies at its end.
    const near = { min: content.byteLength - 3000, max: content.byteLength - 1 };
    const places = fc.oneof(fc.nat(200), fc.integer(near));
    fc.assert(fc.property(damagedCopies(content, places), readAll), { numRuns: 500 });
  });

  it("to a small graph gives nothing but the one error", () => {
    const content = smallGraph({ codes: [{ old: 3 }, { old: 32, custom: "name" }] });
    const allowed = smallGraph({});
    for (const each of [content, allowed]) {
      const places = fc.nat(each.byteLength - 1);
      fc.assert(fc.property(damagedCopies(each, places), readAll), { numRuns: 5000 });
    }
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(100);
  });

  it("cut off anywhere gives nothing but the one error", () => {
    const content = smallGraph({});
    for (let end = 0; end < content.byteLength; end++) readAll(content.subarray(0, end));
  });

  it("to bytes around a graph makes no difference", () => {
    const content = smallGraph({});
    const around = new Uint8Array(content.byteLength + 3).fill(0xff);
    around.set(content, 1);
    const part = around.subarray(1, 1 + content.byteLength);
    expect(readOutputs(part, "it")).toEqual(readOutputs(content, "it"));
  });

  it("that leaves no graph is refused", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      expect(readOrRefused(() => checkOperators(content, "it"))).toBeNull();
    });
    fc.assert(property);
  });
});
