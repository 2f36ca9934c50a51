/** Opens a build of LiteRT, and graphs with it; no other folder knows the engine. */
import { cannotStart } from "../cannotStart.js";
import { EngineError, VizslaError } from "../errors.js";
import { messageOf } from "../messageOf.js";
import {
  takeType,
  takeItems,
  UINT8,
  type CompiledModel,
  type Model,
  type Module,
  type ModuleFactory,
  type TensorBuffer,
} from "./binding.js";
import type { Variant } from "./variants.js";

/** Loads a build's files, in whatever way the program can. */
export interface EngineSource {
  /** Returns the factory that the build's script defines. */
  factory(variant: Variant): Promise<ModuleFactory>;
  /** Returns the build's WebAssembly, checked against its hash. */
  wasm(variant: Variant): Promise<WebAssembly.Module>;
  /** Returns the script's address, for the threads that the engine starts; null where it starts none. */
  scriptUrl(variant: Variant): string | null;
}

/** The engine was stopped while it ran a graph: a lean build lacks a function that it needs. */
export class StoppedEngineError extends EngineError {}

/** A graph in the engine's memory: unsigned bytes in, unsigned bytes out. */
export interface OpenGraph {
  readonly inputShape: readonly number[];
  readonly outputShapes: readonly (readonly number[])[];
  run(input: Uint8Array): Uint8Array[];
  close(): void;
}

export class Engine {
  /** Whether it was stopped in the middle of its work, so that its state is unknown. */
  wasStopped = false;

  private constructor(
    readonly variant: Variant,
    private readonly module: Module,
    private readonly environment: ReturnType<Module["LiteRtEnvironment"]["create"]>,
    private readonly log: string[],
  ) {}

  /**
   * Loads a build.
   * @throws EngineError - it can't run here.
   */
  static async open(variant: Variant, source: EngineSource): Promise<Engine> {
    const log: string[] = [];
    const note = (text: string): void => {
      if (/error|abort/i.test(text)) log.splice(0, Math.max(0, log.length - 4), text);
    };
    try {
      const factory = await source.factory(variant);
      const wasm = await source.wasm(variant);
      const script = source.scriptUrl(variant);
      const module = await factory({
        instantiateWasm: (imports, done) => {
          // At once: an error in a promise of our own would not reach the caller.
          done(new WebAssembly.Instance(wasm, imports), wasm);
          return {};
        },
        ...(script === null ? {} : { mainScriptUrlOrBlob: script }),
        print: () => undefined,
        printErr: note,
      });
      module.setupLogging();
      return new Engine(variant, module, module.LiteRtEnvironment.create(null), log);
    } catch (cause) {
      if (cause instanceof VizslaError) throw cause;
      throw cannotStart(`the engine (${variant})`, cause);
    }
  }

  /** The engine's memory, in bytes; it never shrinks, and freed parts of it are used again. */
  get memoryBytes(): number {
    return this.module.HEAPU8.buffer.byteLength;
  }

  /**
   * Makes a graph ready to run.
   * @param content - the .tflite file.
   * @param threads - how many of the engine's threads may run it; more than 1 needs `threaded`.
   * @throws EngineError - the engine refuses the graph, or it has other numbers than unsigned bytes.
   */
  async openGraph(content: Uint8Array, threads: number): Promise<OpenGraph> {
    const { module, environment } = this;
    const address = module._malloc(content.byteLength);
    if (address === 0) throw new EngineError("the engine has no memory left; close a function");
    let model: Model | null = null;
    let compiled: CompiledModel | null = null;
    let input: TensorBuffer | null = null;
    const close = (): void => {
      if (this.wasStopped) return; // it could be stopped here, too
      input?.delete();
      compiled?.delete();
      model?.delete();
      module._free(address);
      input = compiled = model = null;
    };
    try {
      module.HEAPU8.set(content, address);
      model = module.loadModel(environment, address, content.byteLength);
      compiled = await module.compileModel(environment, model, {
        environment: { liteRtEnvironment: environment },
        accelerator: "wasm",
        cpuOptions: { numThreads: threads },
        gpuOptions: {},
        webNNOptions: {},
      });
      const signature = model.getSignature(0);
      const inputs = takeItems(signature.inputNames()).length;
      const outputs = takeItems(signature.outputNames()).length;
      signature.delete();
      const taken = takeType(model.getInputTensorType(0, 0));
      const given = Array.from({ length: outputs }, (_, at) =>
        takeType(model!.getOutputTensorType(0, at)),
      );
      const bytes = taken.shape.reduce((product, side) => product * side, 1);
      const all = [taken, ...given];
      if (inputs !== 1) {
        throw new Error(`it takes ${inputs} inputs of shape ${taken.shape.join(" x ")}`);
      }
      if (all.some((each) => each.element !== UINT8)) {
        throw new Error("its input and outputs are not unsigned bytes");
      }
      const type = model.getInputTensorType(0, 0);
      input = module.LiteRtTensorBuffer.createManaged(
        environment,
        module.LiteRtTensorBufferType.HOST_MEMORY,
        type,
        bytes,
      );
      type.delete();
      return {
        inputShape: taken.shape,
        outputShapes: given.map((each) => each.shape),
        run: (content) => this.watched(() => this.run(compiled!, input!, content)),
        close,
      };
    } catch (cause) {
      this.wasStopped ||= cause instanceof WebAssembly.RuntimeError;
      close();
      throw new EngineError(
        `the engine (${this.variant}) refuses the graph: ${[messageOf(cause), ...this.log].join("; ")}. ` +
          "Publish the function again",
        { cause },
      );
    }
  }

  /** @throws StoppedEngineError - the engine was stopped, now or before. */
  private watched<T>(work: () => T): T {
    try {
      if (!this.wasStopped) return work();
    } catch (cause) {
      this.wasStopped = true;
      throw this.stopped(cause);
    }
    throw this.stopped("by another graph");
  }

  private stopped(cause: unknown): StoppedEngineError {
    const text = `the engine (${this.variant}) was stopped: ${messageOf(cause)}`;
    return new StoppedEngineError(text, { cause });
  }

  private run(compiled: CompiledModel, input: TensorBuffer, content: Uint8Array): Uint8Array[] {
    const { module } = this;
    const { READ, WRITE } = module.LiteRtTensorBufferLockMode;
    const to = input.lock(WRITE);
    module.HEAPU8.set(content, to);
    input.unlock();
    const outputs = compiled.run(0, [input]);
    if (outputs instanceof Promise) throw new EngineError("the engine did not run at once");
    return outputs.map((each) => {
      const from = each.lock(READ);
      const values = module.HEAPU8.slice(from, from + each.packedSize());
      each.unlock();
      each.delete();
      return values;
    });
  }
}
