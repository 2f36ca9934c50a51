/** The home of functions, where they answer: in a worker of the page, or in Node itself. */
import { abortError } from "../cancellation.js";
import type { Explanation } from "../answer.js";
import { vectorOf } from "../encoders/embedding.js";
import type { Graphs } from "../engine/graphs.js";
import { FunctionClosedError, OptionError } from "../errors.js";
import {
  checkOptions,
  hasEncoder,
  type EmbeddingFunction,
  type FunctionCore,
} from "../functions/base.js";
import { Teachable, type Example } from "../fewShot/teachable.js";
import type { ReadOptions, ValueReader } from "../modalities/base.js";
import { findReader } from "../modalities/registry.js";
import { changedLimits, type InputLimits } from "../modalities/sources/inputLimits.js";
import {
  inputsOf,
  type Carrier,
  type Origin,
  type PackedInput,
  type RequestName,
  type RequestOptions,
  type Requests,
} from "./protocol.js";

/** The parts of the host that depend on the program that it runs in. */
export interface HostSettings {
  readonly graphs: Graphs;
  /** Fetches a function's files and opens it. */
  open(origin: Origin, options: RequestOptions): Promise<FunctionCore>;
  /** Returns the limits of inputs. */
  limits(): InputLimits;
  /** The first id for functions of this host; other hosts use lower ids. */
  readonly firstId?: number;
}

export class Host implements Carrier {
  readonly #functions = new Map<number, FunctionCore>();
  readonly #teachables = new Map<number, Teachable>();
  #nextId: number;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly settings: HostSettings) {
    this.#nextId = settings.firstId ?? 1;
  }

  /** Carries out a request. */
  async send<Name extends RequestName>(
    name: Name,
    request: Requests[Name]["request"],
    options: RequestOptions = {},
  ): Promise<Requests[Name]["reply"]> {
    try {
      if (options.signal?.aborted) throw abortError(options.signal);
      return await this.#handlers[name](request, options);
    } finally {
      // Whatever became of the request: nobody else can free its inputs.
      for (const { modality, payload } of inputsOf(request))
        findReader(modality)?.release?.(payload);
    }
  }

  readonly #handlers: {
    [Name in RequestName]: (
      request: Requests[Name]["request"],
      options: RequestOptions,
    ) => Promise<Requests[Name]["reply"]>;
  } = {
    load: async ({ origin }, options) => {
      const core = await this.settings.open(origin, options);
      if (options.signal?.aborted) {
        core.close();
        throw abortError(options.signal);
      }
      const id = this.#nextId++;
      this.#functions.set(id, core);
      return { id, manifest: core.bundle.manifest };
    },
    warmUp: async ({ id }) => {
      await this.#function(id).warmUp();
      return null;
    },
    answer: async ({ id, input, options: asked }, { signal }) => {
      const core = this.#function(id);
      const options = checkOptions(asked, core.knownOptions);
      const teachable = this.#teachables.get(id);
      return this.#withValue(input, signal, (value) =>
        teachable && options.within === null
          ? teachable.answer(value, options)
          : core.answer(value, options),
      );
    },
    explain: ({ id, input, label, columns }, { signal }): Promise<Explanation> => {
      const core = this.#function(id);
      if (!core.explain) throw refused(core, "has no explanation of its answers");
      return this.#withValue(input, signal, (value) => core.explain!(value, label, columns));
    },
    embed: ({ id, input }, { signal }): Promise<Float32Array> => {
      const { encoder } = this.#embeddingFunction(id, "has no embedding: it stands on no encoder");
      return this.#withValue(input, signal, async (value) => vectorOf(await encoder.embed(value)));
    },
    card: ({ id }) => this.#function(id).bundle.card(),
    close: ({ id }) => {
      this.#functions.get(id)?.close();
      this.#functions.delete(id);
      this.#teachables.delete(id);
      return Promise.resolve(null);
    },
    teach: async ({ id, label, inputs }, { signal }) => {
      const { encoder } = this.#teachableFunction(id);
      const examples: Example[] = [];
      for (const input of inputs) {
        // Its file is read before it is decoded: to decode it may use it up.
        const { reader, options } = this.#reading(input, signal);
        const file = (await reader.file?.(input.payload, options)) ?? null;
        const embedding = await this.#withValue(input, signal, (value) => encoder.embed(value));
        examples.push({ embedding, file });
      }
      return this.#teachable(id).teach(label, examples);
    },
    forget: async ({ id, label }) => this.#teachable(id).forget(label),
    taught: async ({ id }) => this.#teachables.get(id)?.counts() ?? {},
    export: async ({ id }) => this.#teachable(id).export(),
    import: async ({ id, content }) => this.#teachable(id).import(content),
    engine: async () => ({
      variant: this.settings.graphs.variant,
      memoryBytes: await this.settings.graphs.memoryBytes(),
    }),
  };

  #function(id: number): FunctionCore {
    const core = this.#functions.get(id);
    if (core) return core;
    throw new FunctionClosedError("this function was closed; load it again");
  }

  #embeddingFunction(id: number, otherwise: string): EmbeddingFunction {
    const core = this.#function(id);
    if (hasEncoder(core)) return core;
    throw refused(core, otherwise);
  }

  #teachableFunction(id: number): EmbeddingFunction {
    const core = this.#embeddingFunction(
      id,
      "can't be taught: only a function that classifies can",
    );
    if (core.hasSeveralLabels) {
      throw refused(core, "can't be taught: an answer with a taught label has no others");
    }
    return core;
  }

  #teachable(id: number): Teachable {
    let found = this.#teachables.get(id);
    if (!found) this.#teachables.set(id, (found = new Teachable(this.#teachableFunction(id))));
    return found;
  }

  #reading(
    { modality, limits }: PackedInput,
    signal: AbortSignal | undefined,
  ): { reader: ValueReader; options: ReadOptions } {
    const options = { limits: changedLimits(this.settings.limits(), limits), signal };
    return { reader: findReader(modality)!, options };
  }

  /**
   * Reads an input, and uses the value when its turn comes: while one is answered the next is decoded,
   * and the answers come in the calls' order.
   */
  async #withValue<T>(
    input: PackedInput,
    signal: AbortSignal | undefined,
    use: (value: unknown) => Promise<T>,
  ): Promise<T> {
    const before = this.#turn;
    let done = (): void => undefined;
    this.#turn = new Promise((resolve) => (done = resolve));
    try {
      const { reader, options } = this.#reading(input, signal);
      const value = await reader.read(input.payload, options);
      try {
        await before;
        if (signal?.aborted) throw abortError(signal);
        return await use(value);
      } finally {
        reader.close?.(value);
      }
    } finally {
      await before;
      done();
    }
  }
}

function refused({ bundle }: FunctionCore, why: string): OptionError {
  const { name, kind } = bundle.manifest;
  return new OptionError(`${JSON.stringify(name)} is of kind '${kind}', and ${why}`);
}
