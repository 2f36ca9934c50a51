/** What both doors open: functions by name or place. */
import type { Answer, Description, Detection } from "../answer.js";
import { orAborted } from "../cancellation.js";
import type { EngineFacts, WireOrigin } from "../host/protocol.js";
import {
  callable,
  lazily,
  type Door,
  type LoadOptions,
  type Shipped,
  type VizslaFunction,
} from "./makeFunction.js";

export interface Doorway<Source> {
  load<A extends Answer = Answer>(
    origin: string | URL | Blob,
    options?: LoadOptions,
  ): Promise<VizslaFunction<Source, A>>;
  readonly describeImage: Shipped<Source, Description>;
  readonly classifyImage: Shipped<Source, Answer>;
  readonly detectObjects: Shipped<Source, Detection>;
  engine(): Promise<EngineFacts>;
}

/** @param place - tells where what people name is to be loaded from. */
export function openDoorway<Source>(
  door: Door<Source>,
  place: (origin: string | URL | Blob) => Promise<WireOrigin>,
): Doorway<Source> {
  const { carrier } = door;

  async function load<A extends Answer = Answer>(
    origin: string | URL | Blob,
    { onProgress, signal, warmUp = false }: LoadOptions = {},
  ): Promise<VizslaFunction<Source, A>> {
    const from = await place(origin);
    const asking = carrier.ask("load", { origin: from }, { onProgress, signal });
    const facts = await orAborted(asking, signal).catch((error: unknown) => {
      // What comes all the same is wanted by nobody.
      void asking.then(({ id }) => carrier.ask("dispose", { id })).catch(() => undefined);
      throw error;
    });
    const made = callable<Source, A>(door, facts);
    // Who waits for an answer hears what is wrong.
    if (warmUp) void made.warmUp().catch(() => undefined);
    return made;
  }

  return {
    load,
    describeImage: lazily<Source, Description>(door, "describe-image", load),
    classifyImage: lazily<Source, Answer>(door, "classify-image", load),
    detectObjects: lazily<Source, Detection>(door, "detect-objects", load),
    engine: () => carrier.ask("engine", {}),
  };
}
