/** The functions that browsers and Node share: each by its name or address. */
import type { Answer, Description, Detection } from "../answer.js";
import { untilAborted } from "../cancellation.js";
import type { EngineFacts, Origin } from "../host/protocol.js";
import type { OpenOptions, ShippedFunction, VizslaFunction } from "./interfaces.js";
import { makeFunction } from "./makeFunction.js";
import type { RuntimeContext } from "./runtimeContext.js";
import { makeShipped } from "./shippedFunction.js";

/** The functions of a program whose images are of the type `Image`. */
export interface Api<Image> {
  load<A extends Answer = Answer, Source = Image>(
    origin: string | URL | Blob,
    options?: OpenOptions,
  ): Promise<VizslaFunction<Source, A>>;
  readonly describeImage: ShippedFunction<Image, Description>;
  readonly classifyImage: ShippedFunction<Image>;
  readonly detectObjects: ShippedFunction<Image, Detection>;
  engine(): Promise<EngineFacts>;
}

/** @param place - finds the origin of a function by the name that the caller gives. */
export function openApi<Image>(
  context: RuntimeContext,
  place: (origin: string | URL | Blob) => Promise<Origin>,
): Api<Image> {
  const { carrier } = context;

  async function load<A extends Answer = Answer, Source = Image>(
    origin: string | URL | Blob,
    { onProgress, signal, warmUp = false, parts = true, headers }: OpenOptions = {},
  ): Promise<VizslaFunction<Source, A>> {
    const placed = await place(origin);
    const from = { ...placed, alone: !parts, headers };
    const loading = carrier.send("load", { origin: from }, { onProgress, signal });
    const loaded = await untilAborted(loading, signal).catch((error: unknown) => {
      // The load may still finish: nobody would close its function then.
      void loading.then(({ id }) => carrier.send("close", { id })).catch(() => undefined);
      throw error;
    });
    const made = makeFunction<Source, A>(context, loaded);
    // An error comes again with the first call.
    if (warmUp) void made.warmUp().catch(() => undefined);
    return made;
  }

  return {
    load,
    describeImage: makeShipped(context, "describe-image", load<Description>),
    classifyImage: makeShipped(context, "classify-image", load<Answer>),
    detectObjects: makeShipped(context, "detect-objects", load<Detection>),
    engine: () => carrier.send("engine", {}),
  };
}
