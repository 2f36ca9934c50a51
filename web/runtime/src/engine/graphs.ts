/**
 * Holds graphs by their hash: functions that have the same one share it, and a self-test runs before
 * its first answer.
 */
import { concatenate } from "../bytes/bytes.js";
import { EngineError } from "../errors.js";
import { Engine, type EngineSource, type OpenGraph } from "./engine.js";
import { Graph, SharedGraph, type GraphFile } from "./sharedGraph.js";
import { variants, type Variant } from "./variants.js";

export interface GraphOptions {
  /** Whether the engine may use more than one thread, where that is faster. */
  readonly threads: boolean;
  digest(content: Uint8Array): Promise<string>;
}

const TRIALS = 5; // runs that are timed with threads and without, after one that warms up

export class Graphs {
  readonly #shared = new Map<string, SharedGraph>();
  readonly #engines = new Map<Variant, Promise<Engine>>();
  /** The builds that are left, the one in use first. */
  #usable: Variant[];

  constructor(
    private readonly source: EngineSource,
    private readonly options: GraphOptions,
  ) {
    this.#usable = variants(options);
  }

  /** The build of the engine in use; null before the first graph was opened. */
  get variant(): Variant | null {
    const variant = this.#usable[0]!;
    return this.#engines.has(variant) ? variant : null;
  }

  /** The memory of the engine that is in use, in bytes; 0 before there is one. */
  async memoryBytes(): Promise<number> {
    return (await this.#engines.get(this.#usable[0]!))?.memoryBytes ?? 0;
  }

  /** Whether a graph is held. */
  has(sha256: string, selfTest: string): boolean {
    return this.#shared.has(`${sha256}:${selfTest}`);
  }

  /** Holds a graph; `file` is asked only where it is not held already. */
  async hold(sha256: string, selfTest: string, file: () => Promise<GraphFile>): Promise<Graph> {
    const key = `${sha256}:${selfTest}`;
    const content = this.#shared.has(key) ? null : await file();
    // Another call may have brought it meanwhile.
    let shared = this.#shared.get(key);
    if (!shared) {
      if (content === null) return this.hold(sha256, selfTest, file);
      shared = new SharedGraph(
        content,
        (each) => this.#open(each),
        () => this.#shared.delete(key),
      );
      this.#shared.set(key, shared);
    }
    return new Graph(shared);
  }

  /** Opens a graph with the first build that passes its self-test; that one is then used for all. */
  async #open(file: GraphFile): Promise<OpenGraph> {
    const [current] = this.#usable;
    let first: unknown;
    for (const variant of this.#usable) {
      try {
        const graph = await this.#openWith(await this.#engine(variant), file);
        const at = this.#usable.indexOf(variant);
        if (at > 0) this.#usable = this.#usable.slice(at);
        return graph;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        first ??= error;
        // It is the graph's own fault, unless another build passes its self-test.
        if (variant !== current && variant !== this.#usable[0]) this.#engines.delete(variant);
      }
    }
    throw first;
  }

  #engine(variant: Variant): Promise<Engine> {
    let engine = this.#engines.get(variant);
    if (!engine) {
      engine = Engine.open(variant, this.source);
      engine.catch(() => this.#engines.delete(variant)); // a failure is not remembered
      this.#engines.set(variant, engine);
    }
    return engine;
  }

  async #openWith(engine: Engine, file: GraphFile): Promise<OpenGraph> {
    const one = await engine.openGraph(file.content, 1);
    if (engine.variant !== "threaded") return this.#selfTest(one, engine, file);
    const threads = Math.min(4, Math.max(1, navigator.hardwareConcurrency));
    const more = await engine.openGraph(file.content, threads);
    await this.#selfTest(one, engine, file);
    await this.#selfTest(more, engine, file);
    const [fast, slow] = time(more, file) < time(one, file) ? [more, one] : [one, more];
    slow.close();
    return fast;
  }

  async #selfTest(graph: OpenGraph, engine: Engine, file: GraphFile): Promise<OpenGraph> {
    try {
      checkShapes(graph, file);
      const outputs = graph.run(file.testInput());
      const found = await this.options.digest(concatenate(outputs));
      if (found !== file.selfTest) {
        throw new EngineError(
          `the engine (${engine.variant}) computes other numbers on this device than the graph ` +
            `${file.sha256.slice(0, 12)} must give (self-test ${found.slice(0, 12)}, expected ` +
            `${file.selfTest.slice(0, 12)}), so its answers could not be trusted. Try another ` +
            "browser, or this one's newest version",
        );
      }
      return graph;
    } catch (error) {
      graph.close();
      throw error;
    }
  }
}

function checkShapes(graph: OpenGraph, file: GraphFile): void {
  const text = (input: readonly number[], outputs: readonly (readonly number[])[]): string =>
    `${input.join(" x ")} -> ${outputs.map((shape) => shape.join(" x ")).join(", ")}`;
  const found = text(graph.inputShape, graph.outputShapes);
  const expected = text(
    file.inputShape,
    file.outputs.map(({ shape }) => shape),
  );
  if (found !== expected) {
    throw new EngineError(`the engine computes ${found}, and the file says ${expected}`);
  }
}

/** Returns the milliseconds of the fastest of some runs. */
function time(graph: OpenGraph, file: GraphFile): number {
  const input = file.testInput();
  graph.run(input);
  let least = Infinity;
  for (let trial = 0; trial < TRIALS; trial++) {
    const begin = performance.now();
    graph.run(input);
    least = Math.min(least, performance.now() - begin);
  }
  return least;
}
