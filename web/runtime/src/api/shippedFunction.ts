/** The functions that come with the runtime: loaded when first used, and again after `close()`. */
import type { Answer } from "../answer.js";
import { untilAborted } from "../cancellation.js";
import { checkCall } from "./checkCall.js";
import type {
  CallOptions,
  LoadOptions,
  Outcome,
  ShippedFunction,
  Sources,
  VizslaFunction,
} from "./interfaces.js";
import { packedCallOf, releaseLater } from "./makeFunction.js";
import { over } from "./over.js";
import { packerOf, packInput, type RuntimeContext } from "./runtimeContext.js";

/** Makes a shipped function of images. */
export function makeShipped<Source, A extends Answer>(
  context: RuntimeContext,
  name: string,
  load: (name: string, options?: LoadOptions) => Promise<VizslaFunction<Source, A>>,
): ShippedFunction<Source, A> {
  let loading: Promise<VizslaFunction<Source, A>> | null = null;
  let born = context.generation();
  const listeners = new Set<NonNullable<LoadOptions["onProgress"]>>();

  /** Loads the function once for all waiting calls; an aborted call alone stops waiting. */
  const ready = ({ onProgress, signal, warmUp }: LoadOptions = {}): Promise<
    VizslaFunction<Source, A>
  > => {
    if (born !== context.generation()) loading = null; // it has died with its worker
    born = context.generation();
    if (onProgress) listeners.add(onProgress);
    loading ??= load(name, {
      onProgress: (progress) => listeners.forEach((report) => report(progress)),
    })
      .catch((error: unknown) => {
        loading = null; // a failure is not remembered
        throw error;
      })
      .finally(() => listeners.clear());
    const loaded = untilAborted(loading, signal);
    if (warmUp) void loaded.then((each) => each.warmUp()).catch(() => undefined);
    return loaded;
  };

  const call = async (source: Source, options: CallOptions = {}): Promise<A> => {
    checkCall(options);
    const packer = packerOf("image");
    // Packed now, though the function may have to be loaded first.
    const packing = packInput(context, packer, source, options.limits);
    packing.catch(() => undefined);
    let loaded: VizslaFunction<Source, A>;
    try {
      loaded = await ready(options.signal ? { signal: options.signal } : {});
    } catch (error) {
      releaseLater(packer, packing);
      throw error;
    }
    return packedCallOf<A>(loaded)(packing, options);
  };

  const close = (): void => {
    void loading?.then((each) => each.close()).catch(() => undefined);
    loading = null;
  };

  return Object.assign(call, {
    load: async (options?: LoadOptions) => ready(options),
    warmUp: async (options?: LoadOptions) => (await ready(options)).warmUp(),
    over: (sources: Sources<Source>, options?: CallOptions): AsyncIterable<Outcome<Source, A>> =>
      over(call, sources, options),
    explain: async (...given: Parameters<VizslaFunction<Source, A>["explain"]>) =>
      (await ready()).explain(...given),
    embed: async (...given: Parameters<VizslaFunction<Source, A>["embed"]>) =>
      (await ready()).embed(...given),
    card: async () => (await ready()).card(),
    close,
    dispose: close,
  });
}
