/** ONNX Runtime Web in a worker: its WebAssembly build, one thread. */
import * as ort from "onnxruntime-web/wasm";
import { serve } from "./peer.js";

async function open({ model, wasm }) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm };
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  return async (values) => {
    const picture = new ort.Tensor("float32", values, [1, 3, 224, 224]);
    return (await session.run({ picture })).logits.data;
  };
}

serve(open, { planar: true });
