/**
 * Every error that the runtime throws; `contract/errors.json` has the tree for both languages.
 *
 *     VizslaError
 *     ├── InputError               a source can't be used
 *     │   ├── InputNotFoundError   no such file
 *     │   ├── InputFormatError     not an image, or not one that can be read here
 *     │   ├── InputDamagedError    an image that is empty, truncated or corrupt
 *     │   ├── InputTooLargeError   more bytes, pixels or characters than the limit, or work
 *     │   ├── InputTypeError       an object of a type that is not taken
 *     │   ├── InputUnclearError    it can be read in more than one way; an option says which
 *     │   └── UrlError             a URL that is not allowed, or does not answer as it should
 *     ├── OptionError              an option out of its range
 *     ├── FunctionNotFoundError    no function of that name or at that address
 *     ├── FunctionClosedError      a call after close()
 *     ├── BundleError              a published function can't be used
 *     │   ├── BundleDamagedError   a file is missing, altered or malformed
 *     │   └── BundleTooNewError    written in a later format than this version reads
 *     ├── EngineError              the engine can't run a graph, or gives wrong numbers
 *     ├── CancelledError           an AbortSignal, or a newer frame, took the call's place
 *     └── TeachingError            a label or an image can't be taught, or an export can't be read
 *
 * Each message names the thing, shows the value, and tells the way out. Each class has a `code` that
 * stays the same in every version and language:
 *
 *     try {
 *       await classify(photo);
 *     } catch (error) {
 *       if (error.code === "input-damaged") ...
 *     }
 */
export class VizslaError extends Error {
  override readonly name: string = "VizslaError";

  /** The name without `Error`, in kebab case: `input-not-found`. */
  get code(): string {
    const short = this.name.replace(/Error$/, "");
    return short.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  }
}

export class InputError extends VizslaError {
  override readonly name: string = "InputError";
}
export class InputNotFoundError extends InputError {
  override readonly name = "InputNotFoundError";
}
export class InputFormatError extends InputError {
  override readonly name = "InputFormatError";
}
export class InputDamagedError extends InputError {
  override readonly name = "InputDamagedError";
}
export class InputTooLargeError extends InputError {
  override readonly name = "InputTooLargeError";
}
export class InputTypeError extends InputError {
  override readonly name = "InputTypeError";
}
export class InputUnclearError extends InputError {
  override readonly name = "InputUnclearError";
}
export class UrlError extends InputError {
  override readonly name = "UrlError";
}

export class OptionError extends VizslaError {
  override readonly name = "OptionError";
}
export class FunctionNotFoundError extends VizslaError {
  override readonly name = "FunctionNotFoundError";
}
export class FunctionClosedError extends VizslaError {
  override readonly name = "FunctionClosedError";
}

export class BundleError extends VizslaError {
  override readonly name: string = "BundleError";
}
export class BundleDamagedError extends BundleError {
  override readonly name = "BundleDamagedError";
}
export class BundleTooNewError extends BundleError {
  override readonly name = "BundleTooNewError";
}

export class EngineError extends VizslaError {
  override readonly name = "EngineError";
}
export class CancelledError extends VizslaError {
  override readonly name = "CancelledError";
}
export class TeachingError extends VizslaError {
  override readonly name = "TeachingError";
}
