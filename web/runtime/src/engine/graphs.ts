/**
 * Holds graphs by their hash: functions that have the same one share it, and a self-test runs before
 * its first answer. The graphs that the runtime ships share an engine. Any other has one of its own,
 * so that a graph which ruins its engine's memory changes nobody else's answers.
 */
import { concatenate } from "../bytes/bytes.js";
import { SHIPPED_GRAPHS } from "../contract.js";
import { EngineError } from "../errors.js";
import { Engine, StoppedEngineError, type EngineSource, type OpenGraph } from "./engine.js";
import { Graph, SharedGraph, type GraphFile } from "./sharedGraph.js";
import { variants, type Variant } from "./variants.js";

export interface GraphOptions {
  /** Whether the engine may use more than one thread, where that is faster. */
  readonly threads: boolean;
  /** Whether there are only lean builds. */
  readonly lean?: boolean;
  digest(content: Uint8Array): Promise<string>;
}

const TRIALS = 5; // runs that are timed with threads and without, after one that warms up

export class Graphs {
  readonly #shared = new Map<string, SharedGraph>();
  /** By the build; behind it a space and the graph's hash, where the engine is that graph's own. */
  readonly #engines = new Map<string, Promise<Engine>>();
  /** Whether a shipped graph was opened: until then, a stranger's may have the engine that waits. */
  #isShared = false;
  /** The builds that are left, the one in use first. */
  #usable: Variant[];

  readonly #source: EngineSource;

  constructor(
    source: EngineSource,
    private readonly options: GraphOptions,
  ) {
    this.#source = compiledOnce(source);
    this.#usable = variants(options);
  }

  /** The build of the engine in use; null before the engine was started. */
  get variant(): Variant | null {
    const [key] = this.#engines.has(this.#usable[0]!) ? this.#usable : this.#engines.keys();
    return (key?.split(" ")[0] as Variant | undefined) ?? null;
  }

  /** Starts the engine ahead of the first graph; where it can't start, opening the graph says why. */
  start(): void {
    void this.#engine(this.#usable[0]!, "").catch(() => undefined);
  }

  /** The memory of the engines that are in use, in bytes; 0 before there is one. */
  async memoryBytes(): Promise<number> {
    const engines = await Promise.all(this.#engines.values());
    return engines.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
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
        file,
        (each) => this.#open(each),
        () => this.#forget(key, sha256),
      );
      this.#shared.set(key, shared);
    }
    return new Graph(shared);
  }

  #forget(key: string, sha256: string): void {
    this.#shared.delete(key);
    for (const each of this.#engines.keys()) {
      if (each.endsWith(` ${sha256}`)) this.#engines.delete(each);
    }
  }

  /**
   * Opens a graph with the first build that passes its self-test; that of a shipped graph is then used
   * for all.
   */
  async #open(file: GraphFile): Promise<OpenGraph> {
    const owner = SHIPPED_GRAPHS.includes(file.sha256) ? "" : ` ${file.sha256}`;
    this.#isShared ||= !owner;
    const [current] = this.#usable;
    let first: unknown;
    for (const variant of this.#usable) {
      try {
        const engine = await this.#engine(variant, owner);
        if (engine.wasStopped) throw new StoppedEngineError(`the engine (${variant}) was stopped`);
        const graph = await this.#openWith(engine, file);
        const at = this.#usable.indexOf(variant);
        if (at > 0 && !owner) this.#usable = this.#usable.slice(at);
        return graph;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        first ??= error;
        // It is the graph's own fault, unless another build passes its self-test.
        const isInUse = !owner && (variant === current || variant === this.#usable[0]);
        const engine = await this.#engines.get(variant + owner)?.catch(() => null);
        if (!isInUse || engine?.wasStopped) this.#engines.delete(variant + owner);
      }
    }
    throw first;
  }

  /** Returns the build's engine that the shipped graphs share, or its owner's. */
  #engine(variant: Variant, owner: string): Promise<Engine> {
    const key = variant + owner;
    let engine = this.#engines.get(key);
    if (!engine) {
      const waiting = owner && !this.#isShared ? this.#engines.get(variant) : undefined;
      if (waiting) this.#engines.delete(variant);
      engine = waiting ?? Engine.open(variant, this.#source);
      engine.catch(() => this.#engines.delete(key)); // a failure is not remembered
      this.#engines.set(key, engine);
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

/** Returns a source that compiles a build once for all of its engines. */
function compiledOnce(source: EngineSource): EngineSource {
  const modules = new Map<Variant, Promise<WebAssembly.Module>>();
  const wasm = (variant: Variant): Promise<WebAssembly.Module> => {
    const module = modules.get(variant) ?? source.wasm(variant);
    module.catch(() => modules.delete(variant)); // a failure is not remembered
    modules.set(variant, module);
    return module;
  };
  return { ...source, wasm };
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
