import { expect, test } from "vitest";
import wabt from "wabt";
import {
  countFunctions,
  functionsThatRan,
  leanModule,
  packNumbers,
  tracedModule,
  unpackNumbers,
  withNamed,
} from "../../scripts/leanModule.js";

// Functions by number: 0 one, 1 two (calls one), 2 chosen (a pointer), 3 choose (names 2), 4 idle.
const MODULE = `(module
  (import "env" "shift" (func $shift (param i32) (result i32)))
  (import "env" "start" (global i32))
  (type $number (func (result i32)))
  (memory (export "memory") 1)
  (table 9 funcref)
  (elem (i32.const 7) $chosen)
  (global $state (mut i32) (i32.const 0))
  (func $one (result i32) (local i64 f32) (i32.const 1))
  (func $two (export "two") (result i32)
    (call $shift (i32.add (call $one) (i32.load8_u offset=2 (i32.const 0)))))
  (func $chosen (result i32) (i32x4.extract_lane 3 (v128.const i32x4 1 2 3 4)))
  (func $choose (export "choose") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call_indirect (type $number) (i32.const 7)))
      (else (i32.const -5))))
  (func $idle (export "idle") (result f64) (f64.const 2.5)))`;

type Exports = Record<string, (value?: number) => number>;

async function assembled(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  return parseWat("module.wat", MODULE, { simd: true }).toBinary({}).buffer;
}

async function run(content: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Exports> {
  const env = { shift: (value: number) => 10 * value, start: 0 };
  return (await WebAssembly.instantiate(content, { env })).instance.exports;
}

test("functions that are kept answer as before, and the others stop", async () => {
  const content = await assembled();
  const exports = (await run(leanModule(content, new Set([0, 1])))) as Exports;
  expect(exports.two!()).toBe(10);
  expect(() => exports.idle!()).toThrow(WebAssembly.RuntimeError);
});

test("a traced module answers as before, and tells the functions that ran", async () => {
  const exports = await run(tracedModule(await assembled()));
  const { two, choose } = exports as Exports;
  expect([two!(), choose!(0)]).toEqual([10, -5]);
  expect(functionsThatRan(exports)).toEqual(new Set([0, 1, 3]));
});

test("a function that is called, or to which there is a pointer, is kept with its caller", async () => {
  const content = await assembled();
  expect(withNamed(content, new Set([1]))).toEqual(new Set([1, 0]));
  const kept = withNamed(content, new Set([3]));
  expect(kept).toEqual(new Set([3, 2]));
  const { choose } = (await run(leanModule(content, kept))) as Exports;
  expect([choose!(1), choose!(0)]).toEqual([4, -5]);
});

test("a set of functions comes back from its text", async () => {
  const count = countFunctions(await assembled());
  expect(count).toBe(5);
  expect(unpackNumbers(packNumbers(new Set([0, 4]), count))).toEqual(new Set([0, 4]));
});
