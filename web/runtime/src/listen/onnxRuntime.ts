/**
 * What is used of onnxruntime-web, which an app installs beside the runtime: an optional peer, so that
 * nobody else downloads its types either.
 */
import { EngineError } from "../errors.js";
import { messageOf } from "../messageOf.js";

/** A value of a graph. */
export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array | Uint8Array;
  readonly dims: readonly number[];
}

type Inputs = Readonly<Record<string, OnnxTensor>>;

interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Inputs, outputs: readonly string[]): Promise<Inputs>;
}

/** The module onnxruntime-web. */
export interface OnnxRuntime {
  readonly env: {
    readonly wasm: { numThreads?: number; wasmBinary?: Uint8Array };
  };
  readonly Tensor: new (
    type: "float32" | "int64" | "bool",
    data: Float32Array | BigInt64Array | Uint8Array,
    dims: readonly number[],
  ) => OnnxTensor;
  readonly InferenceSession: {
    create(content: Uint8Array, options: object): Promise<OnnxSession>;
  };
}

/** A graph, and the engine that runs it on one thread. */
export class OnnxGraph {
  private constructor(
    private readonly runtime: OnnxRuntime,
    private readonly session: OnnxSession,
    private readonly name: string,
  ) {}

  /**
   * Opens a graph.
   * @param content - the file, `.onnx`, or `.ort` of ONNX Runtime's own format.
   * @param name - the graph's name, for messages.
   * @throws EngineError - the engine refuses it.
   */
  static async open(runtime: OnnxRuntime, content: Uint8Array, name: string): Promise<OnnxGraph> {
    try {
      // Without an arena a long sound takes 45 MB less, and no more time.
      const options = {
        executionProviders: ["wasm"],
        enableCpuMemArena: false,
        logSeverityLevel: 3,
      };
      return new OnnxGraph(runtime, await runtime.InferenceSession.create(content, options), name);
    } catch (cause) {
      throw new EngineError(`${name} can't be opened: ${messageOf(cause)}`, { cause });
    }
  }

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }

  /**
   * Runs the graph.
   * @param outputs - the names of the values that are wanted; all by default.
   * @throws EngineError - the engine refuses the inputs.
   */
  async run(inputs: Inputs, outputs = this.outputNames): Promise<Inputs> {
    try {
      return await this.session.run(inputs, outputs);
    } catch (cause) {
      throw new EngineError(`${this.name} can't be run: ${messageOf(cause)}`, { cause });
    }
  }

  /** Returns numbers as a value of a graph. */
  floats(data: Float32Array, dims: readonly number[]): OnnxTensor {
    return new this.runtime.Tensor("float32", data, dims);
  }

  /** Returns whole numbers as a value of a graph. */
  integers(data: readonly number[], dims: readonly number[]): OnnxTensor {
    return new this.runtime.Tensor("int64", BigInt64Array.from(data, BigInt), dims);
  }

  /** Returns yes or no as a value of a graph. */
  truth(value: boolean): OnnxTensor {
    return new this.runtime.Tensor("bool", Uint8Array.of(Number(value)), [1]);
  }
}
