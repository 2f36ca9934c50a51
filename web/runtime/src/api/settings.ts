/** The settings of the runtime. */
import type { InputLimits } from "../modalities/sources/inputLimits.js";

export interface Settings {
  /**
   * In a browser: the address of the runtime's files, the folder that `npx vizsla-runtime FOLDER` has
   * written, with `worker.js` in it. By default the folder of this module, or the one that the plugin of
   * `@vizsla/runtime/vite` writes.
   */
  readonly base?: string | URL;
  /**
   * In a browser: whether the engine may use more than one thread, on a page that is cross-origin
   * isolated and where the device is then faster. True by default.
   */
  readonly threads?: boolean;
  /**
   * In a browser: addresses of scripts that the worker loads. Each may register kinds of functions and
   * modalities of your own: `vizsla.registerKind(...)`, `vizsla.registerReader(...)`.
   */
  readonly extensions?: readonly (string | URL)[];
  /** The limits of what is read of a source; those that are left out stay as they are. */
  readonly limits?: Partial<InputLimits>;
}
