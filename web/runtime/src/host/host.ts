/** Where functions live and answer: in a worker of the page, or in Node itself. */
import { aborted } from "../cancellation.js";
import type { Explanation } from "../answer.js";
import type { Graphs } from "../engine/graphs.js";
import { FunctionClosedError, OptionError } from "../errors.js";
import { ask, type Core } from "../functions/base.js";
import { isEmbedder, type Embedder } from "../functions/base.js";
import type { Picture } from "../modalities/image/image.js";
import { Teachable, type Example } from "../fewShot/teachable.js";
import type { Extras, Op, Requests, WireOrigin, WireSource } from "./protocol.js";

/** What the host needs of where it runs. */
export interface Surroundings {
  readonly graphs: Graphs;
  /** Fetches a function's files and opens it. */
  open(origin: WireOrigin, extras: Extras): Promise<Core>;
  /** Decodes a picture. */
  decode(source: WireSource, signal?: AbortSignal): Promise<Picture>;
  /** A picture's file, to be kept with what was taught; null where it can't be made. */
  encode(source: WireSource): Promise<{ content: Uint8Array; type: string } | null>;
}

export class Host {
  readonly #held = new Map<number, Core>();
  readonly #taught = new Map<number, Teachable>();
  #next: number;
  #turn: Promise<void> = Promise.resolve();

  /** @param firstId - no function of another host has an id from there on. */
  constructor(
    private readonly surroundings: Surroundings,
    firstId = 1,
  ) {
    this.#next = firstId;
  }

  /** Carries out a request. */
  async ask<O extends Op>(
    op: O,
    what: Requests[O]["ask"],
    extras: Extras = {},
  ): Promise<Requests[O]["reply"]> {
    if (extras.signal?.aborted) throw aborted(extras.signal);
    return this.#ops[op](what, extras);
  }

  readonly #ops: {
    [O in Op]: (ask: Requests[O]["ask"], extras: Extras) => Promise<Requests[O]["reply"]>;
  } = {
    load: async ({ origin }, extras) => {
      const core = await this.surroundings.open(origin, extras);
      if (extras.signal?.aborted) {
        core.dispose();
        throw aborted(extras.signal);
      }
      const id = this.#next++;
      this.#held.set(id, core);
      return { id, manifest: core.bundle.manifest };
    },
    warmUp: async ({ id }) => {
      await this.#core(id).warmUp();
      return null;
    },
    answer: async ({ id, source, options }, { signal }) => {
      const core = this.#core(id);
      const asked = ask(options, core.known);
      const taught = this.#taught.get(id);
      return this.#with(source, signal, (picture) =>
        taught && asked.within === null
          ? taught.answer(picture, asked)
          : core.answer(picture, asked),
      );
    },
    explain: ({ id, source, label }, { signal }): Promise<Explanation> => {
      const core = this.#core(id);
      return this.#with(source, signal, (picture) => core.explain(picture, label));
    },
    card: ({ id }) => this.#core(id).bundle.card(),
    dispose: ({ id }) => {
      this.#held.get(id)?.dispose();
      this.#held.delete(id);
      this.#taught.delete(id);
      return Promise.resolve(null);
    },
    teach: async ({ id, label, sources }, { signal }) => {
      const core = this.#embedder(id);
      const examples: Example[] = [];
      for (const source of sources) {
        // Read before it is decoded: to decode it may use it up.
        const file = await this.surroundings.encode(source);
        const embedding = await this.#with(source, signal, (picture) => core.embedding(picture));
        examples.push({ embedding, file });
      }
      return this.#teachable(id).teach(label, examples);
    },
    forget: ({ id, label }) => Promise.resolve(this.#teachable(id).forget(label)),
    taught: ({ id }) => Promise.resolve(this.#taught.get(id)?.counts() ?? {}),
    export: ({ id }) => this.#teachable(id).export(),
    import: ({ id, content }) => this.#teachable(id).import(content),
    engine: async () => ({
      variant: this.surroundings.graphs.variant,
      memoryBytes: await this.surroundings.graphs.memoryBytes(),
    }),
  };

  #core(id: number): Core {
    const core = this.#held.get(id);
    if (core) return core;
    throw new FunctionClosedError("this function was disposed of; load it again");
  }

  #embedder(id: number): Embedder {
    const core = this.#core(id);
    if (isEmbedder(core)) return core;
    throw new OptionError(
      `${JSON.stringify(core.bundle.manifest.name)} is of kind ${core.bundle.manifest.kind}, and ` +
        "only a function that classifies can be taught",
    );
  }

  #teachable(id: number): Teachable {
    let found = this.#taught.get(id);
    if (!found) this.#taught.set(id, (found = new Teachable(this.#embedder(id))));
    return found;
  }

  async #with<T>(
    source: WireSource,
    signal: AbortSignal | undefined,
    use: (picture: Picture) => Promise<T>,
  ): Promise<T> {
    // While one picture is answered the next is decoded; the answers come in the calls' order.
    const before = this.#turn;
    let done = (): void => undefined;
    this.#turn = new Promise((resolve) => (done = resolve));
    try {
      const picture = await this.surroundings.decode(source, signal);
      try {
        await before;
        if (signal?.aborted) throw aborted(signal);
        return await use(picture);
      } finally {
        picture.close();
      }
    } finally {
      await before;
      done();
    }
  }
}
