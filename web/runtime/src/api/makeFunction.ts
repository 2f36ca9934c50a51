/** Makes the function that callers hold, from one that the host has loaded. */
import type { Answer, Explanation } from "../answer.js";
import { whyNeverSure } from "../bundle/promises.js";
import { untilAborted } from "../cancellation.js";
import { FunctionClosedError } from "../errors.js";
import type { LoadedFunction, PackedInput } from "../host/protocol.js";
import type { SourcePacker } from "../modalities/base.js";
import { withText } from "./answerText.js";
import { checkCall } from "./checkCall.js";
import type {
  CallOptions,
  ExplainOptions,
  InputOptions,
  Sources,
  VizslaFunction,
} from "./interfaces.js";
import { checkMany, over } from "./over.js";
import { packerOf, packInput, type RuntimeContext } from "./runtimeContext.js";

/** A call with an input that was packed before. */
type PackedCall<A> = (packing: Promise<PackedInput>, options?: CallOptions) => Promise<A>;

/** The packed call of each function; no part of what callers hold. */
const packedCalls = new WeakMap<object, PackedCall<Answer>>();

/** Returns a function's call with an input that was packed before. */
export function packedCallOf<A extends Answer>(made: object): PackedCall<A> {
  return packedCalls.get(made)! as PackedCall<A>;
}

/**
 * Makes the function that callers hold.
 * @throws OptionError - its modality is not registered in this program.
 */
export function makeFunction<Source, A extends Answer>(
  context: RuntimeContext,
  { id, manifest }: LoadedFunction,
): VizslaFunction<Source, A> {
  const key = {};
  const born = context.generation();
  const packer = packerOf(manifest.input.modality);
  const { carrier, queue } = context;
  let closed = false;

  const checkOpen = (): void => {
    if (!closed && born === context.generation()) return;
    const why = closed ? "was closed" : "is gone with its worker, which has died";
    throw new FunctionClosedError(
      `the function ${JSON.stringify(manifest.name)} ${why}; load it again`,
    );
  };

  const call = async (source: Source, options: CallOptions = {}): Promise<A> => {
    checkOpen();
    checkCall(options);
    return packedCall(packInput(context, packer, source, options.limits), options);
  };

  const packedCall: PackedCall<A> = async (packing, options = {}) => {
    checkOpen();
    const { signal, latest = false, limits: _, ...asked } = options;
    const send = (input: PackedInput): Promise<Answer> =>
      carrier.send("answer", { id, input, options: asked }, { signal });
    return withText((await inTurn(packing, send, { latest, signal })) as A);
  };

  /** Uses an input when its turn comes. */
  async function inTurn<T>(
    packing: Promise<PackedInput>,
    use: (input: PackedInput) => Promise<T>,
    options: { latest?: boolean; signal?: AbortSignal | undefined },
  ): Promise<T> {
    packing.catch(() => undefined); // the error is thrown when the input's turn comes
    let used = false;
    const task = async (): Promise<T> => {
      const input = await untilAborted(packing, options.signal);
      used = true;
      return use(input);
    };
    try {
      return await queue.add(key, task, options);
    } finally {
      if (!used) releaseLater(packer, packing);
    }
  }

  const close = (): void => {
    if (closed) return;
    closed = true;
    if (born === context.generation()) void carrier.send("close", { id });
  };

  const methods = {
    labels: manifest.labels.map(({ answer }) => answer),
    manifest,
    whyNeverSure: whyNeverSure(manifest),
    over: (sources: Sources<Source>, options?: CallOptions) => {
      checkOpen();
      return over(call, sources, options);
    },
    warmUp: async (): Promise<void> => {
      checkOpen();
      await carrier.send("warmUp", { id });
    },
    explain: async (source: Source, options: ExplainOptions = {}): Promise<Explanation> => {
      checkOpen();
      checkCall(options);
      const { label = null, columns = null, limits, signal } = options;
      const send = (input: PackedInput): Promise<Explanation> =>
        carrier.send("explain", { id, input, label, columns }, { signal });
      return inTurn(packInput(context, packer, source, limits), send, { signal });
    },
    embed: async (source: Source, options: InputOptions = {}): Promise<Float32Array> => {
      checkOpen();
      checkCall(options);
      const { limits, signal } = options;
      const send = (input: PackedInput): Promise<Float32Array> =>
        carrier.send("embed", { id, input }, { signal });
      return inTurn(packInput(context, packer, source, limits), send, { signal });
    },
    card: async (): Promise<string> => {
      checkOpen();
      return carrier.send("card", { id });
    },
    close,
    dispose: close,
    teach: async (label: string, sources: Iterable<Source>): Promise<number> => {
      checkOpen();
      checkMany(sources);
      const inputs = await Promise.all(
        Array.from(sources, (each) => packInput(context, packer, each)),
      );
      return carrier.send("teach", { id, label, inputs });
    },
    forget: async (label: string): Promise<boolean> => {
      checkOpen();
      return carrier.send("forget", { id, label });
    },
    taught: async (): Promise<Record<string, number>> => {
      checkOpen();
      return carrier.send("taught", { id });
    },
    export: async (): Promise<Blob> => {
      checkOpen();
      const content = await carrier.send("export", { id });
      return new Blob([content as Uint8Array<ArrayBuffer>], { type: "application/zip" });
    },
    import: async (content: Blob | ArrayBuffer | Uint8Array): Promise<number> => {
      checkOpen();
      const bytes = content instanceof Blob ? await content.arrayBuffer() : content;
      return carrier.send("import", {
        id,
        content: bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes),
      });
    },
  };
  const made = Object.assign(call, methods);
  // A function's own name can't be assigned to.
  Object.defineProperty(made, "name", { value: manifest.name });
  packedCalls.set(made, packedCall as PackedCall<Answer>);
  return made as unknown as VizslaFunction<Source, A>;
}

/** Frees an input that nobody uses, as soon as it is packed. */
export function releaseLater(packer: SourcePacker, packing: Promise<PackedInput>): void {
  void packing.then(
    ({ payload }) => packer.release?.(payload),
    () => undefined,
  );
}
