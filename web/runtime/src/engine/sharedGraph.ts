/** A graph that several functions hold, and a function's hold on it. */
import { FunctionClosedError } from "../errors.js";
import { StoppedEngineError, type OpenGraph } from "./engine.js";

/** The meaning of an output's integers: a real value is (integer - zeroPoint) * scale. */
export interface Quantization {
  readonly shape: readonly number[];
  readonly scale: number;
  readonly zeroPoint: number;
}

/** One of a graph's outputs after a run. */
export interface Output extends Quantization {
  readonly values: Uint8Array;
}

/** A graph before any engine has seen it. */
export interface GraphFile {
  readonly sha256: string;
  /** The sha256 of its outputs for the test input. */
  readonly selfTest: string;
  /** The file; already checked. */
  readonly content: Uint8Array;
  readonly inputShape: readonly number[];
  readonly outputs: readonly Quantization[];
  /** Makes the input of the self-test, which the modality defines. */
  testInput(): Uint8Array;
}

/** A graph that several functions hold; it is opened when it is first used. */
export class SharedGraph {
  holders = 0;
  readonly facts: Pick<GraphFile, "sha256" | "inputShape" | "outputs">;
  #opened: Promise<OpenGraph> | null = null;
  #graph: OpenGraph | null = null;
  #content: GraphFile | null;

  /** @param again - reads the file once more. */
  constructor(
    file: GraphFile,
    private readonly again: () => Promise<GraphFile>,
    private readonly open: (file: GraphFile) => Promise<OpenGraph>,
    private readonly forget: () => void,
  ) {
    this.#content = file;
    this.facts = { sha256: file.sha256, inputShape: file.inputShape, outputs: file.outputs };
  }

  opened(): Promise<OpenGraph> {
    return (this.#opened ??= this.#openFile());
  }

  async #openFile(): Promise<OpenGraph> {
    try {
      this.#graph = await this.open(this.#content ?? (await this.again()));
      this.#content = null; // it is in the engine's memory now
      return this.#graph;
    } catch (error) {
      this.#opened = null; // a failure is not remembered
      throw error;
    }
  }

  /** Forgets the opened graph, if it is this one, so that the next build opens it. */
  leave(graph: OpenGraph): void {
    if (this.#graph === graph) this.#opened = this.#graph = null;
  }

  release(): void {
    if (--this.holders > 0) return;
    this.forget();
    void this.#opened?.then((graph) => graph.close()).catch(() => undefined);
  }
}

/** A function's hold on a graph. */
export class Graph {
  #held = true;

  constructor(private readonly shared: SharedGraph) {
    shared.holders++;
  }

  /** Opens the graph and runs its self-test, unless that was done. */
  async runSelfTest(): Promise<void> {
    await this.#open();
  }

  /** @throws FunctionClosedError - it was closed, perhaps meanwhile. */
  async #open(): Promise<OpenGraph> {
    const graph = this.#held ? await this.shared.opened() : null;
    if (graph !== null && this.#held) return graph;
    throw new FunctionClosedError("the function was closed meanwhile; load it again");
  }

  get sha256(): string {
    return this.shared.facts.sha256;
  }

  /** The shape of its input. */
  get inputShape(): readonly number[] {
    return this.shared.facts.inputShape;
  }

  /** Its outputs, without their values. */
  get outputs(): readonly Quantization[] {
    return this.shared.facts.outputs;
  }

  /**
   * Runs the graph on an input of its shape.
   * @throws FunctionClosedError - it was closed meanwhile.
   */
  async run(input: Uint8Array): Promise<Output[]> {
    const graph = await this.#open();
    let values: Uint8Array[];
    try {
      values = graph.run(input);
    } catch (error) {
      if (!(error instanceof StoppedEngineError)) throw error;
      // The self-test needed less than this input does. The whole build has all functions.
      this.shared.leave(graph);
      values = (await this.#open()).run(input);
    }
    return values.map((each, at) => ({ ...this.outputs[at]!, values: each }));
  }

  /** Gives the hold up; the last one frees the engine's memory. */
  close(): void {
    if (this.#held) this.shared.release();
    this.#held = false;
  }
}
