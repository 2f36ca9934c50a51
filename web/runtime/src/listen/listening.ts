/** The function that transcribes speech, as callers hold it: it answers in a worker of its own. */
import type { SpeechSegment, Transcription } from "../answer.js";
import { withText } from "../api/answerText.js";
import { checkCall } from "../api/checkCall.js";
import type { Progress } from "../bundle/bundleFiles.js";
import { shown } from "../bundle/json.js";
import { abortError, untilAborted } from "../cancellation.js";
import { FunctionClosedError, OptionError } from "../errors.js";
import { checkOptions } from "../functions/base.js";
import { errorFrom } from "../host/workerMessages.js";
import type { SourcePacker } from "../modalities/base.js";
import { isSamples } from "../modalities/audio/soundPayload.js";
import { changedLimits, type InputLimits } from "../modalities/sources/inputLimits.js";
import type { FromListener, ListenRequest, LoadRequest, ToListener } from "./listenerMessages.js";
import { COPY_AGAIN } from "./copyAgain.js";

/** How `loadListening` finds the models. */
export interface ListeningSettings {
  /** The folder of the models, which `vizsla listen --copy-models FOLDER` makes: its address, in Node its path. */
  readonly models: string | URL;
  /** Receives the bytes so far; `loaded` ends equal to `total`. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Cancels the load: it rejects with a CancelledError. A download of a while has kept its whole megabytes,
   * and the next load goes on from there.
   */
  readonly signal?: AbortSignal;
}

/** The options of a call. */
export interface ListenOptions {
  /** The least score of a sure answer, 0 to 1; by default the one that it was published with. */
  readonly threshold?: number;
  /** Cancels the call: it rejects with a CancelledError. */
  readonly signal?: AbortSignal;
  /** Receives each segment as soon as it was heard. */
  readonly onSegment?: (segment: SpeechSegment) => void;
  /** Changes the limits of what is read, such as `{ maxSeconds: 7200 }`. */
  readonly limits?: Partial<InputLimits>;
}

/** Transcribes a sound: English. */
export interface Listening<Source> {
  /**
   * Answers one sound.
   * @throws InputError - the sound can't be used; the error's class says why.
   * @throws OptionError - an option is not known, or out of its range.
   * @throws EngineError - the engine can't run the models.
   * @throws FunctionClosedError - the function was closed.
   */
  (source: Source, options?: ListenOptions): Promise<Transcription>;
  /** Ends the worker and frees its memory; a call after this is an error. */
  close(): void;
  /** The same as `close`. */
  dispose(): void;
}

/** A worker, of a browser or of Node. */
export interface ListenerPort {
  post(message: ToListener, transfer: ArrayBuffer[]): void;
  /** Ends it at once. */
  end(): void;
  /** Says whether a program waits for it; in Node one ends when it waits for nothing. */
  setWanted(isWanted: boolean): void;
}

/**
 * Starts a worker.
 * @param failed - is called when it does not run, or dies.
 * @throws EngineError - it can't be started.
 */
export type StartListener = (
  receive: (message: FromListener) => void,
  failed: (error: Error) => void,
) => ListenerPort;

const KNOWN = ["threshold", "signal", "onSegment", "limits"];

/**
 * Starts a worker and loads the models into it.
 * @param sounds - packs what a caller gives.
 * @param limits - those of a call that changes none.
 */
export async function openListening<Source>(
  start: StartListener,
  request: LoadRequest,
  watcher: Pick<ListeningSettings, "onProgress" | "signal">,
  sounds: SourcePacker<Source>,
  limits: InputLimits,
): Promise<Listening<Source>> {
  const { onProgress, signal } = watcher;
  checkCallback("onProgress", onProgress);
  if (signal?.aborted) throw abortError(signal);
  const worker = new ListenerRequests(start);
  try {
    await worker.load(request, watcher);
  } catch (error) {
    worker.end(error as Error);
    throw error;
  }
  const listen = async (source: Source, options: ListenOptions = {}): Promise<Transcription> => {
    checkCall(options);
    const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
    if (unknown !== undefined) {
      throw new OptionError(
        `unknown option ${shown(unknown)}; these are known: ${KNOWN.join(", ")}`,
      );
    }
    const { threshold, signal: stop, onSegment, limits: changes = {} } = options;
    checkCallback("onSegment", onSegment);
    checkOptions(threshold === undefined ? {} : { threshold }, ["threshold"]);
    const allowed = changedLimits(limits, changes);
    worker.checkOpen();
    const payload = await untilAborted(sounds.pack(source, allowed), stop);
    const asked = { payload, limits: allowed, threshold: threshold ?? null };
    return withText(await worker.listen(asked, { signal: stop, onSegment }));
  };
  const close = (): void => {
    worker.end(new FunctionClosedError("the function listen was closed; load it again"));
  };
  return Object.assign(listen, { close, dispose: close });
}

/**
 * Refuses settings that are none.
 * @throws OptionError - one is missing, or of another type.
 */
export function checkSettings(settings: ListeningSettings): void {
  checkCall(settings, "loadListening");
  const { models } = settings as Partial<ListeningSettings>;
  if (typeof models === "string" || models instanceof URL) return;
  throw new OptionError(`models must be the models' folder, not ${shown(models)}. ${COPY_AGAIN}`);
}

function checkCallback(name: string, value: unknown): void {
  if (value === undefined || typeof value === "function") return;
  throw new OptionError(`${name} must be a function, not ${shown(value)}`);
}

interface Watcher {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onSegment?: ((segment: SpeechSegment) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface WaitingRequest {
  resolve(reply: Transcription | null): void;
  reject(error: Error): void;
  readonly watcher: Watcher;
}

/** Sends requests to a worker, and gives each its reply. */
class ListenerRequests {
  readonly #port: ListenerPort;
  readonly #waiting = new Map<number, WaitingRequest>();
  #number = 0;
  #ended: Error | null = null;

  constructor(start: StartListener) {
    this.#port = start(
      (message) => this.#receive(message),
      (error) => this.end(error),
    );
  }

  async load(request: LoadRequest, watcher: Watcher): Promise<void> {
    await this.#send((number) => ({ name: "load", number, request }), [], watcher);
  }

  async listen(request: ListenRequest, watcher: Watcher): Promise<Transcription> {
    const { payload } = request;
    const transfer = isSamples(payload) ? [payload.samples.buffer as ArrayBuffer] : [];
    const reply = await this.#send(
      (number) => ({ name: "listen", number, request }),
      transfer,
      watcher,
    );
    return reply!;
  }

  /** @throws Error - it was ended, or has died. */
  checkOpen(): void {
    if (this.#ended !== null) throw this.#ended;
  }

  /** Ends the worker. @param error - what those get who wait, or call later. */
  end(error: Error): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    this.#port.end();
    for (const each of [...this.#waiting.values()]) each.reject(error);
  }

  #send(
    message: (number: number) => ToListener,
    transfer: ArrayBuffer[],
    watcher: Watcher,
  ): Promise<Transcription | null> {
    const { signal } = watcher;
    if (this.#ended !== null) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      const number = ++this.#number;
      const stop = (): void => this.#drop(number, abortError(signal!));
      signal?.addEventListener("abort", stop, { once: true });
      const end = (): void => {
        this.#waiting.delete(number);
        signal?.removeEventListener("abort", stop);
        this.#port.setWanted(this.#waiting.size > 0);
      };
      this.#waiting.set(number, {
        watcher,
        resolve: (reply) => (end(), resolve(reply)),
        reject: (error) => (end(), reject(error)),
      });
      this.#port.setWanted(true);
      this.#port.post(message(number), transfer);
    });
  }

  /** Rejects a request at once, whatever the worker does meanwhile, and tells it. */
  #drop(number: number, error: Error): void {
    this.#port.post({ name: "abort", number }, []);
    this.#waiting.get(number)?.reject(error);
  }

  #receive(message: FromListener): void {
    const { number } = message;
    const request = this.#waiting.get(number);
    if (request === undefined) return; // it was dropped
    try {
      if ("progress" in message) request.watcher.onProgress?.(message.progress);
      else if ("segment" in message) request.watcher.onSegment?.(message.segment);
      else if ("error" in message) request.reject(errorFrom(message.error));
      else request.resolve(message.reply);
    } catch (error) {
      this.#drop(number, error as Error); // a callback has thrown: the call's caller gets it
    }
  }
}
