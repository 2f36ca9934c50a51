/**
 * Every error that the runtime throws; the names are those of `vizsla/errors.py`.
 *
 *     VizslaError
 *     ├── InputError               what was given to a function can't be used
 *     │   ├── InputNotFoundError   no such file
 *     │   ├── InputFormatError     not a picture, or not one that can be read here
 *     │   ├── InputDamagedError    a picture that is empty, truncated or corrupt
 *     │   ├── InputTooLargeError   more bytes or more pixels than the limit
 *     │   ├── InputTypeError       an object that is not taken
 *     │   └── UrlError             a URL that does not answer with what it should
 *     ├── OptionError              an option out of its range
 *     ├── FunctionNotFoundError    no function of that name or at that address
 *     ├── FunctionClosedError      a call after dispose()
 *     ├── BundleError              a published function can't be used
 *     │   ├── BundleDamagedError   a file is missing, altered or malformed
 *     │   └── BundleTooNewError    written in a later format than this version reads
 *     ├── EngineError              the engine can't run a graph, or gives wrong numbers
 *     ├── CancelledError           an AbortSignal, or a newer frame, took the call's place
 *     └── TeachingError            what was taught can't be used
 *
 * Each message names the thing, shows the value, and says what to do.
 */
export class VizslaError extends Error {
  override readonly name: string = "VizslaError";
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
