/** A function as people hold it: something to call, with what it can do besides. */
import type { Answer, Explanation } from "../answer.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import { orAborted } from "../cancellation.js";
import { FunctionClosedError } from "../errors.js";
import type { Options } from "../functions/base.js";
import type { Carrier, Facts, WireSource } from "../host/protocol.js";
import type { Queue } from "./callQueue.js";

export interface CallOptions extends Options {
  /** Cancels the call: it rejects with a CancelledError. */
  readonly signal?: AbortSignal;
  /** For live pictures: calls of this function with `latest` that still wait make way for it. */
  readonly latest?: boolean;
}

export interface LoadOptions {
  /** Told the bytes as they come; `loaded` ends equal to `total`. Nothing is told where all is here. */
  readonly onProgress?: (progress: Progress) => void;
  /** Cancels the download; what has come is kept, and the next load goes on from there. */
  readonly signal?: AbortSignal;
  /** Whether to warm up in the background as soon as it is loaded. */
  readonly warmUp?: boolean;
}

/** Something you call with a picture, and that returns an Answer. */
export interface VizslaFunction<Source, A extends Answer = Answer> {
  (source: Source, options?: CallOptions): Promise<A>;
  /** What it is called. */
  readonly name: string;
  /** The names that it can answer with, as published; empty for a description. */
  readonly labels: readonly string[];
  /** What it was published with: labels, threshold, test, licences. */
  readonly manifest: Manifest;
  /** Loads all that a call needs, and runs the self-test. The first call does so, too. */
  warmUp(): Promise<void>;
  /** Answers each of many pictures, in their order. */
  over(sources: Iterable<Source> | AsyncIterable<Source>, options?: CallOptions): AsyncIterable<A>;
  /** Shows where in the picture the answer comes from; by default the winning label. */
  explain(source: Source, options?: { label?: string; signal?: AbortSignal }): Promise<Explanation>;
  /** The card, Markdown for people: what it is for, and how well it does. */
  card(): Promise<string>;
  /** Gives its memory back; a call after this is an error. */
  dispose(): void;

  /**
   * Adds a label of the user's own from a few pictures; nothing leaves the device.
   * @returns how many pictures of the label there are now.
   */
  teach(label: string, sources: Iterable<Source>): Promise<number>;
  /** Takes a taught label back; false where there is none. */
  forget(label: string): Promise<boolean>;
  /** The taught labels, and how many pictures there are of each. */
  taught(): Promise<Record<string, number>>;
  /** All that was taught as one .zip: to import elsewhere, and a dataset that a project imports. */
  export(): Promise<Blob>;
  /**
   * Adds what was exported, without doubles.
   * @returns how many pictures are new.
   */
  import(content: Blob | ArrayBuffer | Uint8Array): Promise<number>;
}

/** How a door turns what people give into what can be carried. */
export interface Door<Source> {
  readonly carrier: Carrier;
  readonly queue: Queue;
  /** Takes the picture as it is at this moment: the caller may go on drawing. */
  wire(source: Source): Promise<WireSource>;
  /** Gives back what `wire` took and nobody has used. */
  release(source: WireSource): void;
  /** Counts the hosts that there have been: functions of one that died are gone. */
  generation(): number;
}

/** A call with a picture that was taken before. */
type WiredCall<A> = (wiring: Promise<WireSource>, options?: CallOptions) => Promise<A>;

/** Of each function; no part of what people hold. */
const wiredCalls = new WeakMap<object, WiredCall<Answer>>();

/** Makes the function that people hold. */
export function callable<Source, A extends Answer>(
  door: Door<Source>,
  facts: Facts,
): VizslaFunction<Source, A> {
  const { id, manifest } = facts;
  const key = {};
  const born = door.generation();
  let closed = false;
  const { carrier, queue } = door;

  const open = (): void => {
    if (closed) {
      throw new FunctionClosedError(
        `the function ${JSON.stringify(manifest.name)} was disposed of; load it again`,
      );
    }
    if (born !== door.generation()) {
      throw new FunctionClosedError(
        `the worker of the function ${JSON.stringify(manifest.name)} has died; load it again`,
      );
    }
  };

  const call = async (source: Source, options: CallOptions = {}): Promise<A> => {
    open();
    return wiredCall(door.wire(source), options);
  };

  const wiredCall: WiredCall<A> = async (wiring, options = {}) => {
    open();
    const { signal, latest = false, ...asked } = options;
    const ask = (wired: WireSource): Promise<Answer> =>
      carrier.ask("answer", { id, source: wired, options: asked }, { signal });
    return (await inTurn(wiring, ask, { latest, signal })) as A;
  };

  /** Uses a picture when its turn comes. */
  async function inTurn<T>(
    wiring: Promise<WireSource>,
    use: (wired: WireSource) => Promise<T>,
    options: { latest?: boolean; signal?: AbortSignal | undefined },
  ): Promise<T> {
    wiring.catch(() => undefined); // told when its turn comes
    let used = false;
    const task = async (): Promise<T> => {
      const wired = await orAborted(wiring, options.signal);
      used = true;
      return use(wired);
    };
    try {
      return await queue.add(key, task, options);
    } finally {
      if (!used) void wiring.then(door.release, () => undefined);
    }
  }

  async function* over(
    sources: Iterable<Source> | AsyncIterable<Source>,
    options: CallOptions = {},
  ): AsyncGenerator<A> {
    const ahead: Promise<A>[] = [];
    try {
      for await (const source of sources) {
        const next = call(source, options);
        next.catch(() => undefined); // told when its turn comes
        ahead.push(next);
        if (ahead.length > 2) yield await ahead.shift()!;
      }
      while (ahead.length > 0) yield await ahead.shift()!;
    } finally {
      await Promise.allSettled(ahead);
    }
  }

  const methods = {
    labels: manifest.labels.map(({ answer }) => answer),
    manifest,
    over,
    warmUp: async (): Promise<void> => {
      open();
      await carrier.ask("warmUp", { id });
    },
    explain: async (
      source: Source,
      { label = null, signal }: { label?: string | null; signal?: AbortSignal } = {},
    ): Promise<Explanation> => {
      open();
      const ask = (wired: WireSource): Promise<Explanation> =>
        carrier.ask("explain", { id, source: wired, label }, { signal });
      return inTurn(door.wire(source), ask, { signal });
    },
    card: async (): Promise<string> => {
      open();
      return carrier.ask("card", { id });
    },
    dispose: (): void => {
      if (closed) return;
      closed = true;
      if (born === door.generation()) void carrier.ask("dispose", { id });
    },
    teach: async (label: string, sources: Iterable<Source>): Promise<number> => {
      open();
      const wired = await Promise.all(Array.from(sources, (each) => door.wire(each)));
      return carrier.ask("teach", { id, label, sources: wired });
    },
    forget: async (label: string): Promise<boolean> => {
      open();
      return carrier.ask("forget", { id, label });
    },
    taught: async (): Promise<Record<string, number>> => {
      open();
      return carrier.ask("taught", { id });
    },
    export: async (): Promise<Blob> => {
      open();
      const content = await carrier.ask("export", { id });
      return new Blob([content as Uint8Array<ArrayBuffer>], { type: "application/zip" });
    },
    import: async (content: Blob | ArrayBuffer | Uint8Array): Promise<number> => {
      open();
      const bytes = content instanceof Blob ? await content.arrayBuffer() : content;
      return carrier.ask("import", {
        id,
        content: bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes),
      });
    },
  };
  const made = Object.assign(call, methods);
  // A function's own name can't be assigned to.
  Object.defineProperty(made, "name", { value: manifest.name });
  wiredCalls.set(made, wiredCall as WiredCall<Answer>);
  return made as unknown as VizslaFunction<Source, A>;
}

/** A function that the runtime ships: loaded when it is first used, and anew after `dispose()`. */
export function lazily<Source, A extends Answer>(
  door: Door<Source>,
  name: string,
  load: (name: string, options?: LoadOptions) => Promise<VizslaFunction<Source, A>>,
): Shipped<Source, A> {
  let loading: Promise<VizslaFunction<Source, A>> | null = null;
  let born = door.generation();
  const listeners = new Set<NonNullable<LoadOptions["onProgress"]>>();

  /** Shared by all who wait: one that is aborted stops waiting, and the others get it. */
  const ready = ({ onProgress, signal, warmUp }: LoadOptions = {}): Promise<
    VizslaFunction<Source, A>
  > => {
    if (born !== door.generation()) loading = null; // it has died with its worker
    born = door.generation();
    if (onProgress) listeners.add(onProgress);
    loading ??= load(name, {
      onProgress: (progress) => listeners.forEach((tell) => tell(progress)),
    })
      .catch((error: unknown) => {
        loading = null; // a failure is not remembered
        throw error;
      })
      .finally(() => listeners.clear());
    const made = orAborted(loading, signal);
    if (warmUp) void made.then((each) => each.warmUp()).catch(() => undefined);
    return made;
  };
  const call = async (source: Source, options: CallOptions = {}): Promise<A> => {
    const wiring = door.wire(source); // now, though the function may have to be loaded first
    wiring.catch(() => undefined);
    let made: VizslaFunction<Source, A>;
    try {
      made = await ready(options.signal ? { signal: options.signal } : {});
    } catch (error) {
      void wiring.then(door.release, () => undefined);
      throw error;
    }
    return (wiredCalls.get(made)! as WiredCall<A>)(wiring, options);
  };
  return Object.assign(call, {
    load: async (options?: LoadOptions): Promise<VizslaFunction<Source, A>> => ready(options),
    warmUp: async (options?: LoadOptions): Promise<void> => (await ready(options)).warmUp(),
    explain: async (
      source: Source,
      options?: { label?: string; signal?: AbortSignal },
    ): Promise<Explanation> => (await ready()).explain(source, options),
    dispose: (): void => {
      void loading?.then((each) => each.dispose()).catch(() => undefined);
      loading = null;
    },
  });
}

/** One of the shipped functions. */
export interface Shipped<Source, A extends Answer> {
  (source: Source, options?: CallOptions): Promise<A>;
  /** Loads it, with progress, and gives it with all that it can do. */
  load(options?: LoadOptions): Promise<VizslaFunction<Source, A>>;
  /** Loads it and runs the self-test. */
  warmUp(options?: LoadOptions): Promise<void>;
  explain(source: Source, options?: { label?: string; signal?: AbortSignal }): Promise<Explanation>;
  /** Gives its memory back; the next call loads it anew. */
  dispose(): void;
}
