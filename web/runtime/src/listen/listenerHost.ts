/** The worker's end: opens the models, and answers one sound after another. */
import type { Progress } from "../bundle/bundleFiles.js";
import { abortError } from "../cancellation.js";
import { EngineError } from "../errors.js";
import { portableError } from "../host/workerMessages.js";
import type { Sound } from "../modalities/audio/sound.js";
import type { ValueReader } from "../modalities/base.js";
import { nextTask } from "../nextTask.js";
import type { FromListener, LoadRequest, ToListener } from "./listenerMessages.js";
import { transcribe, type ListeningModels } from "./transcriber.js";

/** Fetches or reads the models, and opens them. */
export type OpenModels = (
  request: LoadRequest,
  options: { readonly signal: AbortSignal; onProgress(progress: Progress): void },
) => Promise<ListeningModels>;

/** Answers the messages of a program. */
export class ListenerHost {
  readonly #aborts = new Map<number, AbortController>();
  #models: Promise<ListeningModels> | null = null;
  /** The last task: the engine does one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param post - sends a message to the program. */
  constructor(
    private readonly open: OpenModels,
    private readonly sounds: ValueReader<Sound>,
    private readonly post: (message: FromListener) => void,
  ) {}

  /** Takes a message; never throws. */
  receive(message: ToListener): void {
    const { number } = message;
    if (message.name === "abort") {
      this.#aborts.get(number)?.abort();
      return;
    }
    const abort = new AbortController();
    this.#aborts.set(number, abort);
    const run = (): Promise<FromListener> => this.#reply(message, abort.signal);
    this.#last = this.#last
      .then(run)
      .catch((error: unknown): FromListener => ({ number, error: portableError(error) }))
      .then((reply) => {
        this.#aborts.delete(number);
        this.post(reply);
      });
  }

  async #reply(
    message: Exclude<ToListener, { name: "abort" }>,
    signal: AbortSignal,
  ): Promise<FromListener> {
    const { number } = message;
    if (signal.aborted) throw abortError(signal);
    if (message.name === "load") {
      const onProgress = (progress: Progress): void => this.post({ number, progress });
      this.#models = this.open(message.request, { signal, onProgress });
      await this.#models;
      return { number, reply: null };
    }
    if (this.#models === null) throw new EngineError("no models were loaded");
    const { payload, limits, threshold } = message.request;
    const { samples } = await this.sounds.read(payload, { limits, signal });
    const reply = await transcribe(samples, await this.#models, {
      threshold,
      onSegment: (segment) => this.post({ number, segment }),
      turn: async () => {
        await nextTask();
        if (signal.aborted) throw abortError(signal);
      },
    });
    return { number, reply };
  }
}
