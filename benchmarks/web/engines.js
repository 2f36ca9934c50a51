/** The engines as a page has them. All compute in a worker, and get a copy of the pixels. */
const ORT = "/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";
const TFJS = "/node_modules/@tensorflow/tfjs-backend-wasm/dist/";

export const ENGINES = {
  vizsla: (options) => new Ours(options),
  tfjs: () => new Peer("tfjs", { model: "/made/tfjs", wasm: TFJS }),
  ort_fp32: () => new Peer("ort", { model: "/made/fp32.onnx", wasm: ORT }),
  ort_int8: () => new Peer("ort", { model: "/made/int8.onnx", wasm: ORT }),
};

/** A worker that answers one request after the other. */
export class Asked {
  constructor(url, options) {
    this.worker = new Worker(url, options);
  }

  ask(op, what) {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) =>
        "error" in data ? reject(new Error(data.error)) : resolve(data.reply);
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.postMessage({ op, what });
    });
  }
}

/** Another engine, with what its users write around it: see peer.js. */
class Peer {
  constructor(script, options) {
    this.worker = new Asked(`/made/${script}.js`, { type: "module" });
    this.options = options;
  }

  load = () => this.worker.ask("load", this.options);
  answer = (pixels) => this.worker.ask("answer", pixels);
  graph = (pixels) => this.worker.ask("graph", pixels);
  probabilities = (square) => this.worker.ask("probabilities", square);
}

/** Ours, as its users call it; its graph alone is run by inside.js. */
class Ours {
  constructor({ threads = true, graph } = {}) {
    this.threads = threads;
    this.graphUrl = graph;
  }

  async load() {
    this.runtime = await import("/vizsla/index.js");
    this.runtime.configure({ threads: this.threads });
    this.function = await this.runtime.load("classify-image");
    await this.function.warmUp();
  }

  async answer(pixels) {
    const { alternatives, score } = await this.function(pixels);
    return { label: alternatives[0].id, score };
  }

  async graph(pixels) {
    if (!this.inside) {
      this.inside = new Asked("/made/inside.js");
      const { variant } = await this.runtime.engine();
      await this.inside.ask("load", { variant, graph: this.graphUrl });
    }
    return this.inside.ask("graph", pixels);
  }

  facts = () => this.runtime.engine();
}
