"""Writes EfficientNet-Lite0 as an ONNX graph, with the normalisations folded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import helper, numpy_helper

from layers import BLOCKS, EPSILON, SIDE, same_padding

if TYPE_CHECKING:
    from pathlib import Path

OPSET = 17
State = dict[str, np.ndarray]


class _Graph:
    """A graph in the making: its nodes and weights, each value named by its node."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.constant("low", np.float32(0))
        self.constant("high", np.float32(6))

    def constant(self, name: str, value: np.ndarray | np.float32) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def relu6(self, x: str) -> str:
        return self.node("Clip", x, "low", "high")

    def conv(
        self, x: str, conv: str, norm: str, stride: int = 1, *, depthwise: bool = False
    ) -> str:
        state = self.state
        scale = state[f"{norm}.weight"] / np.sqrt(state[f"{norm}.running_var"] + EPSILON)
        kernel = (state[f"{conv}.weight"] * scale[:, None, None, None]).astype(np.float32)
        bias = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
        before, after = same_padding(kernel.shape[2], stride)
        return self.node(
            "Conv",
            x,
            self.constant(f"{conv}.weight", kernel),
            self.constant(f"{conv}.bias", bias.astype(np.float32)),
            strides=[stride, stride],
            pads=[before, before, after, after],
            group=kernel.shape[0] if depthwise else 1,
        )


def write_onnx(state: State, path: Path) -> None:
    """Write the float graph: normalised images (1, 3, 224, 224) to logits (1, 1000)."""
    graph = _Graph(state)
    x = graph.relu6(graph.conv("picture", "_conv_stem", "_bn0", 2))
    for number, block in enumerate(BLOCKS):
        name, y = f"_blocks.{number}", x
        if block.expansion > 1:
            y = graph.relu6(graph.conv(y, f"{name}._expand_conv", f"{name}._bn0"))
        depthwise = f"{name}._depthwise_conv", f"{name}._bn1"
        y = graph.relu6(graph.conv(y, *depthwise, block.stride, depthwise=True))
        y = graph.conv(y, f"{name}._project_conv", f"{name}._bn2")
        x = graph.node("Add", x, y) if block.residual else y
    x = graph.relu6(graph.conv(x, "_conv_head", "_bn1"))
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x))
    weight = graph.constant("_fc.weight", state["_fc.weight"])
    bias = graph.constant("_fc.bias", state["_fc.bias"])
    graph.nodes.append(helper.make_node("Gemm", [x, weight, bias], ["logits"], transB=1))
    made = helper.make_graph(
        graph.nodes,
        "efficientnet-lite0",
        [helper.make_tensor_value_info("picture", onnx.TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, [1, 1000])],
        graph.weights,
    )
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(made, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)
