/** The page's end of the worker. */
import { aborted } from "../cancellation.js";
import { EngineError } from "../errors.js";
import { revived, type FromWorker, type ToWorker } from "../host/workerMessages.js";
import type { Carrier, Extras, Op, Requests, WireSource } from "../host/protocol.js";
import { transfers } from "../modalities/image/pageImages.js";

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: Error): void;
  onProgress: Extras["onProgress"];
}

/** Carries requests to a worker that is started when it is first needed. */
export class WorkerCarrier implements Carrier {
  #worker: Worker | null = null;
  #next = 1;
  #generation = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(private readonly settings: () => { base: URL; threads: boolean }) {}

  /** Whether the worker has been started, so that the settings are fixed. */
  get started(): boolean {
    return this.#worker !== null;
  }

  /** Counts the workers that have died. */
  get generation(): number {
    return this.#generation;
  }

  ask<O extends Op>(
    op: O,
    ask: Requests[O]["ask"],
    { signal, onProgress }: Extras = {},
  ): Promise<Requests[O]["reply"]> {
    if (signal?.aborted) return Promise.reject(aborted(signal));
    return new Promise<unknown>((resolve, reject) => {
      const worker = (this.#worker ??= this.#start());
      const request = this.#next++;
      const stop = (): void => this.#post(worker, { op: "abort", request });
      signal?.addEventListener("abort", stop, { once: true });
      const end = (): void => {
        this.#waiting.delete(request);
        signal?.removeEventListener("abort", stop);
      };
      this.#waiting.set(request, {
        resolve: (reply) => (end(), resolve(reply)),
        reject: (error) => (end(), reject(signal?.aborted ? aborted(signal) : error)),
        onProgress,
      });
      const message = { op, request, ask, progress: onProgress !== undefined } as ToWorker;
      try {
        this.#post(worker, message, handedOver(ask));
      } catch (error) {
        end();
        reject(error as Error);
      }
    }) as Promise<Requests[O]["reply"]>;
  }

  #post(worker: Worker, message: ToWorker, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  #start(): Worker {
    const { base, threads } = this.settings();
    const url = new URL("worker.js", base);
    const worker = new Worker(url, { name: "vizsla" });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const waiting = this.#waiting.get(data.request);
      if ("progress" in data) waiting?.onProgress?.(data.progress);
      else if ("error" in data) waiting?.reject(revived(data.error));
      else waiting?.resolve(data.reply);
    };
    worker.onerror = (event) => {
      // It did not start, or died; the next call starts another one.
      event.preventDefault();
      worker.terminate();
      if (this.#worker === worker) {
        this.#worker = null;
        this.#generation++;
      }
      const error = new EngineError(
        `the worker ${url.href} does not run${event.message ? `: ${event.message}` : ""}. Copy the ` +
          "whole folder of the runtime to the server, and say with configure({ base }) where it is",
      );
      for (const each of [...this.#waiting.values()]) each.reject(error);
    };
    // Ids of one worker's functions mean nothing to the next.
    const firstId = this.#generation * 2 ** 32 + 1;
    this.#post(worker, { op: "start", base: base.href, threads, firstId });
    return worker;
  }
}

function handedOver(ask: object): Transferable[] {
  if ("source" in ask) return transfers(ask.source as WireSource);
  if ("sources" in ask) return (ask.sources as WireSource[]).flatMap(transfers);
  return [];
}
