/** Answers many sources, a few ahead, in their order. */
import type { Answer } from "../answer.js";
import {
  CancelledError,
  FunctionClosedError,
  InputTypeError,
  OptionError,
  VizslaError,
} from "../errors.js";
import type { CallOptions, Outcome, Sources } from "./interfaces.js";

const AHEAD = 2; // calls that run while the caller looks at an answer

/**
 * Answers each of many sources.
 * @param call - the function.
 * @returns pairs of a source and its Answer, or the error that says why it has none.
 * @throws InputTypeError - `sources` is one source, and not a list of them.
 */
export function over<Source, A extends Answer>(
  call: (source: Source, options: CallOptions) => Promise<A>,
  sources: Sources<Source>,
  options: CallOptions = {},
): AsyncGenerator<Outcome<Source, A>> {
  checkMany(sources);
  return outcomes((source) => attempt(call, source, options), sources);
}

/**
 * Refuses a single source in place of many; a text would count as a list of its letters.
 * @throws InputTypeError - it is no list and no iterator.
 */
export function checkMany(sources: unknown): void {
  const isOne =
    sources === null ||
    typeof sources !== "object" ||
    ArrayBuffer.isView(sources) ||
    !(Symbol.iterator in sources || Symbol.asyncIterator in sources);
  if (!isOne) return;
  const what = typeof sources === "string" ? JSON.stringify(sources.slice(0, 80)) : typeof sources;
  throw new InputTypeError(
    `many sources are given as a list or an iterator, and ${what} is one. Give [source], or call ` +
      "the function itself.",
  );
}

async function* outcomes<Source, A extends Answer>(
  attempted: (source: Source) => Promise<Outcome<Source, A>>,
  sources: Sources<Source>,
): AsyncGenerator<Outcome<Source, A>> {
  const ahead: Promise<Outcome<Source, A>>[] = [];
  try {
    for await (const source of sources) {
      const next = attempted(source);
      next.catch(() => undefined); // thrown when its turn comes
      ahead.push(next);
      if (ahead.length > AHEAD) yield await ahead.shift()!;
    }
    while (ahead.length > 0) yield await ahead.shift()!;
  } finally {
    await Promise.allSettled(ahead);
  }
}

async function attempt<Source, A extends Answer>(
  call: (source: Source, options: CallOptions) => Promise<A>,
  source: Source,
  options: CallOptions,
): Promise<Outcome<Source, A>> {
  try {
    return [source, await call(source, options)];
  } catch (error) {
    // An error of the call is no error of one source: it would come again with each.
    const isOfCall =
      error instanceof OptionError ||
      error instanceof FunctionClosedError ||
      (error instanceof CancelledError && options.signal?.aborted === true);
    if (isOfCall || !(error instanceof VizslaError)) throw error;
    return [source, error];
  }
}
