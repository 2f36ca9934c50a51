/** TensorFlow.js in a worker: its WebAssembly backend, one thread, fused as its converter does. */
import * as tf from "@tensorflow/tfjs-core";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { serve } from "./peer.js";

async function open({ model, wasm }) {
  setWasmPaths(wasm);
  setThreadsCount(1);
  const files = [`${model}.json`, `${model}.bin`].map((url) => fetch(url));
  const [ready, network, weights] = await Promise.all([
    tf.setBackend("wasm"),
    files[0].then((file) => file.json()),
    files[1].then((file) => file.arrayBuffer()),
  ]);
  if (!ready) throw new Error("the WebAssembly backend does not start");
  const run = build(network, new Float32Array(weights));
  return async (values) => {
    const logits = tf.tidy(() => run(tf.tensor4d(values, [1, 224, 224, 3])));
    const found = await logits.data();
    logits.dispose();
    return found;
  };
}

/** The network of tfjs.json; its weights lie one after the other, kernel and bias of each layer. */
function build({ stem, blocks, head, classes }, weights) {
  let at = 0;
  function next(shape) {
    const begin = at;
    at += shape.reduce((a, b) => a * b);
    return tf.tensor(weights.subarray(begin, at), shape);
  }

  function layer({ kernel, bias, stride, depthwise, relu6 }) {
    const convolve = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
    const fixed = {
      filter: next(kernel),
      bias: next(bias),
      strides: stride,
      pad: "same",
      activation: relu6 ? "relu6" : "linear",
    };
    return (x) => convolve({ x, ...fixed });
  }

  function block({ layers, residual }) {
    const inner = layers.map(layer);
    return (x) => {
      const y = inner.reduce((value, each) => each(value), x);
      return residual ? tf.add(x, y) : y;
    };
  }

  const trunk = [layer(stem), ...blocks.map(block), layer(head)];
  const matrix = { b: next(classes.kernel), bias: next(classes.bias) };
  return (x) => {
    const features = trunk.reduce((value, each) => each(value), x);
    return tf.fused.matMul({ a: tf.mean(features, [1, 2]), ...matrix });
  };
}

serve(open, { planar: false });
