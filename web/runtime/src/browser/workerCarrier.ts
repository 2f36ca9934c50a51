/** The page's end of the worker. */
import { abortError } from "../cancellation.js";
import { EngineError } from "../errors.js";
import {
  inputsOf,
  type Carrier,
  type RequestName,
  type RequestOptions,
  type Requests,
} from "../host/protocol.js";
import {
  errorFrom,
  type FromWorker,
  type ToWorker,
  type WorkerSettings,
} from "../host/workerMessages.js";
import { findPacker } from "../modalities/registry.js";

interface SentRequest {
  resolve(reply: unknown): void;
  reject(error: Error): void;
  onProgress: RequestOptions["onProgress"];
}

/** Carries requests to a worker that is started when it is first needed. */
export class WorkerCarrier implements Carrier {
  #worker: Worker | null = null;
  #nextNumber = 1;
  #generation = 0;
  readonly #sent = new Map<number, SentRequest>();

  constructor(private readonly settings: () => Omit<WorkerSettings, "firstId">) {}

  /** Whether the worker has been started, so that the settings are fixed. */
  get started(): boolean {
    return this.#worker !== null;
  }

  /** Counts the workers that have died. */
  get generation(): number {
    return this.#generation;
  }

  send<Name extends RequestName>(
    name: Name,
    request: Requests[Name]["request"],
    { signal, onProgress }: RequestOptions = {},
  ): Promise<Requests[Name]["reply"]> {
    if (signal?.aborted) return Promise.reject(abortError(signal));
    return new Promise<unknown>((resolve, reject) => {
      const worker = (this.#worker ??= this.#start());
      const number = this.#nextNumber++;
      const stop = (): void => this.#post(worker, { name: "abort", number });
      signal?.addEventListener("abort", stop, { once: true });
      const end = (): void => {
        this.#sent.delete(number);
        signal?.removeEventListener("abort", stop);
      };
      this.#sent.set(number, {
        resolve: (reply) => (end(), resolve(reply)),
        reject: (error) => (end(), reject(signal?.aborted ? abortError(signal) : error)),
        onProgress,
      });
      const message = { name, number, request, progress: onProgress !== undefined } as ToWorker;
      const transfers = inputsOf(request).flatMap(
        ({ modality, payload }) => findPacker(modality)?.transfers?.(payload) ?? [],
      );
      try {
        this.#post(worker, message, transfers);
      } catch (error) {
        end();
        reject(error as Error);
      }
    }) as Promise<Requests[Name]["reply"]>;
  }

  #post(worker: Worker, message: ToWorker, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  #start(): Worker {
    const settings = this.settings();
    const url = new URL("worker.js", settings.base);
    const worker = new Worker(url, { name: "vizsla" });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const sent = this.#sent.get(data.number);
      if ("progress" in data) sent?.onProgress?.(data.progress);
      else if ("error" in data) sent?.reject(errorFrom(data.error));
      else sent?.resolve(data.reply);
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
          "whole folder of the runtime to the server, and set its address with configure({ base }); " +
          "with Vite use the plugin of @vizsla/runtime/vite",
      );
      for (const each of [...this.#sent.values()]) each.reject(error);
    };
    // Ids of one worker's functions mean nothing to the next.
    const firstId = this.#generation * 2 ** 32 + 1;
    this.#post(worker, { name: "start", settings: { ...settings, firstId } });
    return worker;
  }
}
