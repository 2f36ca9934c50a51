"""Makes ONNX graphs of all-MiniLM-L6-v2 from its weights: in float32, and in dynamic int8."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

HEADS, LAYERS, WIDTH = 12, 6, 384
SIZE = WIDTH // HEADS
EPSILON = 1e-12  # as BERT's layer normalisation has it


class _Graph:
    """Nodes and weights, in the order in which they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def keep(self, values: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, *inputs: str, **attributes: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name


def write_model(weights: Path, target: Path) -> None:
    """Write the graph: (tokens,) int64 -> (384,) float32, the mean of the last states."""
    state, graph = load_file(weights), _Graph()

    def linear(value: str, name: str) -> str:
        product = graph.add("MatMul", value, graph.keep(state[f"{name}.weight"].T))
        return graph.add("Add", product, graph.keep(state[f"{name}.bias"]))

    def norm(value: str, name: str) -> str:
        own = [graph.keep(state[f"{name}.{each}"]) for each in ("weight", "bias")]
        return graph.add("LayerNormalization", value, *own, epsilon=EPSILON)

    def heads(value: str, order: Sequence[int]) -> str:
        cut = graph.add("Reshape", value, graph.keep(np.array([-1, HEADS, SIZE])))
        return graph.add("Transpose", cut, perm=list(order))

    words = graph.add("Gather", graph.keep(state["embeddings.word_embeddings.weight"]), "tokens")
    places = state["embeddings.position_embeddings.weight"][:256]
    places = places + state["embeddings.token_type_embeddings.weight"][0]
    shape = graph.add("Shape", "tokens")
    zero = graph.keep(np.array([0]))
    value = graph.add("Add", words, graph.add("Slice", graph.keep(places), zero, shape))
    value = norm(value, "embeddings.LayerNorm")
    for at in range(LAYERS):
        name = f"encoder.layer.{at}"
        own = f"{name}.attention.self"
        query = heads(linear(value, f"{own}.query"), (1, 0, 2))
        key = heads(linear(value, f"{own}.key"), (1, 2, 0))
        factor = graph.keep(np.float32(1 / math.sqrt(SIZE)))
        shares = graph.add("Softmax", graph.add("Mul", graph.add("MatMul", query, key), factor))
        gathered = graph.add("MatMul", shares, heads(linear(value, f"{own}.value"), (1, 0, 2)))
        joined = graph.add("Transpose", gathered, perm=[1, 0, 2])
        joined = graph.add("Reshape", joined, graph.keep(np.array([-1, WIDTH])))
        output = f"{name}.attention.output"
        value = norm(
            graph.add("Add", linear(joined, f"{output}.dense"), value), f"{output}.LayerNorm"
        )
        wide = graph.add("Gelu", linear(value, f"{name}.intermediate.dense"))
        added = graph.add("Add", linear(wide, f"{name}.output.dense"), value)
        value = norm(added, f"{name}.output.LayerNorm")
    graph.add("ReduceMean", value, zero, keepdims=0)
    graph.nodes[-1].output[0] = "embedding"
    made = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("tokens", TensorProto.INT64, ["tokens"])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [WIDTH])],
        graph.weights,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def write_int8(model: Path, target: Path) -> None:
    """Write the graph with int8 weights, whose activations are quantised as they come."""
    quantize_dynamic(model, target, weight_type=QuantType.QInt8, per_channel=True)


def opened(model: Path, threads: int) -> Callable[[Sequence[int]], np.ndarray]:
    """Return a call from a text's tokens to its embedding, of length 1."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def embed(tokens: Sequence[int]) -> np.ndarray:
        (found,) = session.run(None, {"tokens": np.array(tokens, np.int64)})
        unit: np.ndarray = found / np.linalg.norm(found)
        return unit

    return embed
