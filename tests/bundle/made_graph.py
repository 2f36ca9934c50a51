"""Makes small .tflite graphs of every allowed operator, for tests to run and to damage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.runtime.tflite_schema import schema, write_model

if TYPE_CHECKING:
    from collections.abc import Sequence

UINT8, INT8, INT32, FLOAT32 = 3, 9, 2, 0
NUMBERS = {UINT8: np.uint8, INT8: np.int8, INT32: np.int32, FLOAT32: np.float32}


class GraphMaker:
    """Puts a graph together, operator by operator; methods return the numbers of tensors."""

    def __init__(self) -> None:
        self.model = schema.ModelT()
        self.model.version = 3
        self.model.description = b"made"
        self.model.operatorCodes, self.model.buffers = [], [schema.BufferT()]
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []
        self.model.subgraphs = [self.graph]
        self.rng = np.random.default_rng(1)

    def tensor(
        self,
        shape: Sequence[int],
        kind: int = INT8,
        scale: float | Sequence[float] | None = 0.05,
        zero: int = 0,
        axis: int = 0,
        content: np.ndarray | None = None,
    ) -> int:
        """Add a tensor; ``scale`` may be one for each place along ``axis``."""
        made = schema.TensorT()
        made.shape, made.type, made.buffer, made.hasRank = [*shape], kind, 0, True
        made.name = f"t{len(self.graph.tensors)}".encode()
        made.quantization = schema.QuantizationParametersT()
        if scale is not None:
            scales = np.atleast_1d(np.array(scale, np.float32))
            made.quantization.scale = scales
            made.quantization.zeroPoint = np.full(len(scales), zero, np.int64)
            made.quantization.quantizedDimension = axis
        if content is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(content.tobytes(), np.uint8)
            self.model.buffers.append(buffer)
            made.buffer = len(self.model.buffers) - 1
        self.graph.tensors.append(made)
        return len(self.graph.tensors) - 1

    def shape(self, number: int) -> list[int]:
        """Return a tensor's shape."""
        return [*self.graph.tensors[number].shape]

    def constant(self, values: Any, kind: int = INT32, **how: Any) -> int:
        """Add a constant."""
        content = np.array(values, NUMBERS[kind])
        return self.tensor(content.shape, kind, how.pop("scale", None), content=content, **how)

    def weights(self, shape: Sequence[int], axis: int) -> int:
        """Add random weights, with a scale for each place along an axis."""
        content = self.rng.integers(-127, 128, shape).astype(np.int8)
        scales = self.rng.uniform(0.001, 0.01, shape[axis])
        return self.tensor(shape, INT8, scales, axis=axis, content=content)

    def bias(self, image: int, weights: int, rows: int) -> int:
        """Return a bias, whose scales are the products of its input's and its weights'."""
        one, many = (self.graph.tensors[each].quantization.scale for each in (image, weights))
        return self.constant(np.zeros(rows), scale=one * many)

    def operator(
        self, name: str, inputs: Sequence[int], output: int, options: Any = None, **values: Any
    ) -> int:
        """Add an operator with its options; return its output."""
        code = schema.OperatorCodeT()
        code.builtinCode = getattr(schema.BuiltinOperator, name)
        code.deprecatedBuiltinCode = min(code.builtinCode, 127)
        code.version = 1 if name == "RESHAPE" else 2
        self.model.operatorCodes.append(code)
        made = schema.OperatorT()
        made.opcodeIndex = len(self.model.operatorCodes) - 1
        made.inputs, made.outputs = [*inputs], [output]
        if options is not None:
            made.builtinOptionsType = getattr(
                schema.BuiltinOptions, options.__name__.removesuffix("T")
            )
            made.builtinOptions = options()
            for key, value in values.items():
                setattr(made.builtinOptions, key, value)
        self.graph.operators.append(made)
        return output

    def convolution(
        self,
        image: int,
        channels: int,
        kernel: int = 3,
        stride: int = 1,
        *,
        depthwise: bool = False,
    ) -> int:
        """Add a convolution that keeps the size, or divides it by the stride."""
        batch, rows, columns, depth = self.shape(image)
        shape = (1, kernel, kernel, depth) if depthwise else (channels, kernel, kernel, depth)
        weights = self.weights(shape, 3 if depthwise else 0)
        bias = self.bias(image, weights, depth if depthwise else channels)
        sides = [batch, -(-rows // stride), -(-columns // stride), depth if depthwise else channels]
        output = self.tensor(sides)
        name = "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D"
        options = schema.DepthwiseConv2DOptionsT if depthwise else schema.Conv2DOptionsT
        more = {"depthMultiplier": 1} if depthwise else {}
        return self.operator(
            name, [image, weights, bias], output, options, strideW=stride, strideH=stride, **more
        )

    def finish(self, outputs: Sequence[int]) -> Any:
        """Return the model."""
        self.graph.inputs, self.graph.outputs = [0], [*outputs]
        return self.model


def every_operator(side: int = 8, channels: int = 4, kernel: int = 3) -> Any:
    """Return a graph of an image encoder with each of the allowed operators.

    It takes an image of ``side`` by ``side`` pixels, and gives (1, 2, 2, 8) unsigned bytes.
    """
    make = GraphMaker()
    image = make.tensor((1, side, side, 3), UINT8, 1 / 128, 127)
    at = make.operator(
        "QUANTIZE", [image], make.tensor((1, side, side, 3)), schema.QuantizeOptionsT
    )
    at = make.convolution(at, channels, kernel)
    at = make.convolution(at, channels, kernel, 2, depthwise=True)
    half = make.shape(at)
    for name in ("RELU", "RELU6"):
        at = make.operator(name, [at], make.tensor(half))
    at = make.operator("LEAKY_RELU", [at], make.tensor(half), schema.LeakyReluOptionsT, alpha=0.1)
    other = make.operator("LOGISTIC", [at], make.tensor(half, scale=1 / 256, zero=-128))
    at = make.operator("MUL", [at, other], make.tensor(half), schema.MulOptionsT)
    term = make.constant(np.ones(channels), INT8, scale=0.05)
    at = make.operator("ADD", [at, term], make.tensor(half), schema.AddOptionsT)
    pool = {"padding": 0, "strideW": 1, "strideH": 1, "filterWidth": 2, "filterHeight": 2}
    one = make.operator("MAX_POOL_2D", [at], make.tensor(half), schema.Pool2DOptionsT, **pool)
    two = make.operator("AVERAGE_POOL_2D", [at], make.tensor(half), schema.Pool2DOptionsT, **pool)
    both = [*half[:3], 2 * channels]
    options = schema.ConcatenationOptionsT
    at = make.operator("CONCATENATION", [one, two], make.tensor(both), options, axis=-1)
    wide = [1, half[1] + 2, half[2] + 2, 2 * channels]
    margins = make.constant([[0, 0], [1, 1], [1, 1], [0, 0]])
    at = make.operator("PAD", [at, margins], make.tensor(wide), schema.PadOptionsT)
    wider = [1, wide[1] + 1, wide[2], 2 * channels]
    margins = make.constant([[0, 0], [0, 1], [0, 0], [0, 0]])
    value = make.constant(0, INT8, scale=0.05)
    at = make.operator("PADV2", [at, margins, value], make.tensor(wider), schema.PadV2OptionsT)
    for name, size, kind in (
        ("RESIZE_BILINEAR", 4, schema.ResizeBilinearOptionsT),
        ("RESIZE_NEAREST_NEIGHBOR", 2, schema.ResizeNearestNeighborOptionsT),
    ):
        sides = make.constant([size, size])
        at = make.operator(name, [at, sides], make.tensor((1, size, size, 2 * channels)), kind)
    at = make.operator(
        "RESHAPE",
        [at, make.constant([4, -1])],
        make.tensor((4, 2 * channels)),
        schema.ReshapeOptionsT,
    )
    weights = make.weights((8, 2 * channels), 0)
    at = make.operator(
        "FULLY_CONNECTED",
        [at, weights, make.bias(at, weights, 8)],
        make.tensor((4, 8)),
        schema.FullyConnectedOptionsT,
    )
    soft = make.tensor((4, 8), scale=1 / 256, zero=-128)
    at = make.operator("SOFTMAX", [at], soft, schema.SoftmaxOptionsT, beta=1.0)
    mean = make.tensor((1, 8), scale=1 / 256, zero=-128)
    axes = make.constant([0])
    mean = make.operator("MEAN", [at, axes], mean, schema.ReducerOptionsT, keepDims=True)
    real = make.tensor((4, 8), FLOAT32, None)
    real = make.operator("DEQUANTIZE", [at], real, schema.DequantizeOptionsT)
    again = make.tensor((4, 8), INT8, 1 / 256, -128)
    again = make.operator("QUANTIZE", [real], again, schema.QuantizeOptionsT)
    sum_ = make.operator("ADD", [again, mean], make.tensor((4, 8), scale=0.02), schema.AddOptionsT)
    image = make.operator(
        "RESHAPE",
        [sum_, make.constant([1, 2, 2, 8])],
        make.tensor((1, 2, 2, 8), scale=0.02),
        schema.ReshapeOptionsT,
    )
    last = make.tensor((1, 2, 2, 8), UINT8, 0.02, 128)
    make.operator("QUANTIZE", [image], last, schema.QuantizeOptionsT)
    return make.finish([last])


def grids(side: int, cells: Sequence[int], labels: int, codes: int, anchors: Sequence[int]) -> Any:
    """Return a graph of a detector: for each grid an output of classes and one of codes."""
    make = GraphMaker()
    image = make.tensor((1, side, side, 3), UINT8, 1 / 128, 127)
    at = make.operator(
        "QUANTIZE", [image], make.tensor((1, side, side, 3)), schema.QuantizeOptionsT
    )
    outputs = []
    for size, number in zip(cells, anchors, strict=True):
        step = make.constant([size, size])
        grid = make.tensor((1, size, size, 3))
        grid = make.operator("RESIZE_BILINEAR", [at, step], grid, schema.ResizeBilinearOptionsT)
        for depth in (number * labels, number * codes):
            found = make.convolution(grid, depth, 1)
            last = make.tensor(make.shape(found), UINT8, 0.05, 128)
            outputs.append(make.operator("QUANTIZE", [found], last, schema.QuantizeOptionsT))
    return make.finish(outputs)


def packed(model: Any) -> bytes:
    return write_model(model)
