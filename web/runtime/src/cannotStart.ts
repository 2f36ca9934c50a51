/** The error where WebAssembly does not run. */
import { EngineError } from "./errors.js";
import { messageOf } from "./messageOf.js";

/** Returns the error, with the way out. @param what - what can't be started. */
export function cannotStart(what: string, cause: unknown): EngineError {
  return new EngineError(
    `${what} can't start here: ${messageOf(cause)}. Use a browser of 2023 or newer, with ` +
      "WebAssembly SIMD, on a page whose policy allows 'wasm-unsafe-eval'",
    { cause },
  );
}
