"""What each operator takes, and what it gives: the rules that a graph's operators must keep.

The engine computes the shapes again, and from the inputs alone; some of its checks end the
process instead of returning an error. The numbers and defaults are those of LiteRT's schema.fbs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vizsla.bundle.graph.flat_tables import MalformedError
from vizsla.bundle.graph.tensor import FLOAT32, INT8, INT32, UINT8, Tensor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["RULES", "Given", "Result", "Rule"]

PADDINGS = {0: "same", 1: "valid"}
ACTIVATIONS = (0, 1, 2, 3)  # none, ReLU, ReLU from -1 to 1, ReLU6
MOST_FACTOR = 256.0  # between the scales of what goes in and what comes out, as XNNPACK has it
LEAST_FACTOR = 2.0**-10  # of what is added
MOST_STRIDE = 1024
MOST_SLOPE, LEAST_EXPONENT = 100.0, 2.0**-20
IMAGE = 4  # sides: batch, rows, columns, channels


@dataclass(frozen=True)
class Given:
    """An operator with its tensors.

    Attributes:
        inputs: its inputs; None for one that is left out.
        output: its output, as the file describes it.
        options: the fields of its options; None where it has none.

    """

    inputs: tuple[Tensor | None, ...]
    output: Tensor
    options: Mapping[str, Any]

    def input(self, number: int, sides: int | None = None) -> Tensor:
        """Return an input, which must have so many sides."""
        found = self.inputs[number] if number < len(self.inputs) else None
        if found is None or (sides is not None and len(found.shape) != sides):
            raise MalformedError(f"its input {number} must be there, with {sides or 'any'} sides")
        return found

    def constant(self, number: int, kind: int, sides: int | None = None) -> np.ndarray:
        """Return a constant input of a type."""
        found = self.input(number, sides)
        if found.content is None or found.type != kind:
            raise MalformedError(f"its input {number} must be a constant of type {kind}")
        return found.content

    def positive(self, name: str, most: int = MOST_STRIDE) -> int:
        """Return an option that counts something."""
        if not 1 <= self.options[name] <= most:
            raise MalformedError(f"its {name} is {self.options[name]}")
        return int(self.options[name])


class Result(NamedTuple):
    """What an operator computes.

    Attributes:
        shape: the output's shape.
        multiplications: their number.
        windows: the number of places that all windows of a kernel look at, channels not counted.
        patch: the number of elements in all these windows.

    """

    shape: tuple[int, ...]
    multiplications: int = 0
    windows: int = 0
    patch: int = 0


class Rule(NamedTuple):
    """The rule of an operator.

    Attributes:
        inputs: the least and the greatest number of its inputs.
        options: the number of its table of options.
        compute: returns the result, or raises MalformedError.
        needs_options: whether the options may not be left out.

    """

    inputs: tuple[int, int]
    options: int | None
    compute: Callable[[Given], Result]
    needs_options: bool = True


def _same_types(given: Given, *inputs: Tensor) -> None:
    for each in inputs:
        if each.type != given.output.type or each.type == INT32:
            raise MalformedError(f"it takes type {each.type}, and gives {given.output.type}")


def _factor(factor: float, least: float = 0.0) -> None:
    """Refuse a ratio of scales that integer arithmetic can't stand for."""
    if not least <= factor < MOST_FACTOR:
        raise MalformedError(f"its scales have a ratio of {factor:g}")


def _same_scales(given: Given, *inputs: Tensor) -> None:
    for each in inputs:
        for one, other in zip(each.scales[:1], given.output.scales, strict=False):
            _factor(one / other, LEAST_FACTOR)


def _activation(given: Given) -> None:
    if given.options["activation"] not in ACTIVATIONS:
        raise MalformedError(f"its activation is {given.options['activation']}")


def _elementwise(given: Given) -> Result:
    found = given.input(0)
    _same_types(given, found)
    return Result(found.shape)


def _rectify(given: Given) -> Result:
    _same_scales(given, given.input(0))
    return _elementwise(given)


def _leaky(given: Given) -> Result:
    if not abs(given.options["alpha"]) <= MOST_SLOPE:
        raise MalformedError(f"its alpha is {given.options['alpha']}")
    return _rectify(given)


def _softmax(given: Given) -> Result:
    beta = given.options["beta"]
    found = given.input(0)
    scale = found.scales[0] if found.scales else 1.0
    if not found.shape or not (beta <= MOST_SLOPE and beta * scale >= LEAST_EXPONENT):
        raise MalformedError(f"its beta is {beta}")
    return _elementwise(given)


def _broadcast(given: Given) -> Result:
    one, other = given.input(0), given.input(1)
    _same_types(given, one, other)
    _activation(given)
    try:
        return Result(np.broadcast_shapes(one.shape, other.shape))
    except ValueError as error:
        raise MalformedError(f"it joins {one.shape} and {other.shape}") from error


def _add(given: Given) -> Result:
    _same_scales(given, given.input(0), given.input(1))
    return _broadcast(given)


def _multiply(given: Given) -> Result:
    one, other = given.input(0).scales, given.input(1).scales
    if one and other and given.output.scales:
        _factor(one[0] * other[0] / given.output.scales[0])
    return _broadcast(given)


def _window(given: Given, image: Tensor, kernel: tuple[int, int]) -> tuple[int, int]:
    """Return the rows and columns of what a kernel gives."""
    padding = PADDINGS.get(given.options["padding"])
    sides = []
    for side, size, name in zip(image.shape[1:3], kernel, "hw", strict=True):
        stride = given.positive(f"stride_{name}")
        dilated = f"dilation_{name}" in given.options
        reach = (size - 1) * (given.positive(f"dilation_{name}") if dilated else 1) + 1
        if padding is None or (padding == "valid" and reach > side):
            raise MalformedError(f"its padding of a kernel of {reach} over {side} can't be")
        sides.append(-(-(side if padding == "same" else side - reach + 1) // stride))
    return sides[0], sides[1]


def _pool(given: Given) -> Result:
    image = given.input(0, IMAGE)
    _same_types(given, image)
    _same_scales(given, image)
    _activation(given)
    kernel = given.positive("filter_h"), given.positive("filter_w")
    rows, columns = _window(given, image, kernel)
    windows = rows * columns * math.prod(kernel)
    channels = image.shape[3]
    shape = (image.shape[0], rows, columns, channels)
    return Result(shape, windows * channels * shape[0], windows)


def _weights(given: Given, rows: int, sides: int) -> Tensor:
    """Check the types and scales of what is multiplied and added; return the weights."""
    image, weights = given.input(0), given.input(1, sides)
    hybrid = image.type == given.output.type == FLOAT32 and sides == 2  # noqa: PLR2004 - a matrix
    _same_types(given, image)
    if weights.content is None or not (
        weights.type == image.type or (hybrid and weights.type == INT8)
    ):
        raise MalformedError("its weights must be a constant of its input's type")
    if len(weights.scales) > 1 and (len(weights.scales) != rows or weights.type != INT8):
        raise MalformedError(f"it has {len(weights.scales)} scales for {rows} channels")
    if len(given.inputs) > 2 and given.inputs[2] is not None:  # noqa: PLR2004 - there is a bias
        bias = given.constant(2, FLOAT32 if image.type == FLOAT32 else INT32)
        if bias.shape != (rows,):
            raise MalformedError(f"its bias has the shape {bias.shape}, and must have {rows}")
    if given.output.scales and image.scales:
        for scale in weights.scales:
            _factor(image.scales[0] * scale / given.output.scales[0])
    return weights


def _convolution(given: Given) -> Result:
    image = given.input(0, IMAGE)
    channels, height, width, depth = _weights(given, given.input(1, IMAGE).shape[0], IMAGE).shape
    _activation(given)
    if depth != image.shape[3] or given.input(1).axis != 0 or given.options["quantized_bias_type"]:
        raise MalformedError(f"a kernel of depth {depth} meets {image.shape[3]} channels")
    rows, columns = _window(given, image, (height, width))
    windows = rows * columns * height * width
    shape = (image.shape[0], rows, columns, channels)
    return Result(shape, windows * depth * channels * shape[0], windows, windows * depth)


def _depthwise(given: Given) -> Result:
    image = given.input(0, IMAGE)
    one, height, width, channels = _weights(given, given.input(1, IMAGE).shape[3], IMAGE).shape
    _activation(given)
    multiplier, rest = divmod(channels, image.shape[3])
    weights, said = given.input(1), given.options["depth_multiplier"]
    by_channel = len(weights.scales) > 1 and weights.axis != 3  # noqa: PLR2004 - the last
    if one != 1 or rest or said != multiplier or by_channel:
        raise MalformedError(f"a kernel of {channels} channels meets {image.shape[3]}")
    rows, columns = _window(given, image, (height, width))
    windows = rows * columns * height * width
    shape = (image.shape[0], rows, columns, channels)
    return Result(shape, windows * channels * shape[0], windows)


def _fully_connected(given: Given) -> Result:
    vectors = given.input(0)
    rows, depth = _weights(given, given.input(1, 2).shape[0], 2).shape
    _activation(given)
    if given.options["weights_format"] or given.options["quantized_bias_type"]:
        raise MalformedError("its weights are shuffled")
    if given.input(1).axis != 0:
        raise MalformedError("its scales do not lie along its rows")
    keep = given.options["keep_num_dims"]
    if vectors.elements % depth or (keep and (not vectors.shape or vectors.shape[-1] != depth)):
        raise MalformedError(f"a matrix of {depth} columns meets {vectors.shape}")
    shape = (*vectors.shape[:-1], rows) if keep else (vectors.elements // depth, rows)
    return Result(shape, vectors.elements * rows)


def _concatenation(given: Given) -> Result:
    first, *others = (given.input(number) for number in range(len(given.inputs)))
    _same_types(given, first, *others)
    _same_scales(given, first, *others)
    axis, sides = given.options["axis"], len(first.shape)
    if given.options["activation"] or not -sides <= axis < sides:
        raise MalformedError(f"it joins {first.shape} along {axis}")
    axis %= sides
    for each in others:
        if each.shape[:axis] != first.shape[:axis] or (
            each.shape[axis + 1 :] != first.shape[axis + 1 :] or len(each.shape) != sides
        ):
            raise MalformedError(f"it joins {first.shape} and {each.shape} along {axis}")
    length = sum(each.shape[axis] for each in (first, *others))
    return Result((*first.shape[:axis], length, *first.shape[axis + 1 :]))


def _reshape(given: Given) -> Result:
    found, shape = given.input(0), given.output.shape
    _same_types(given, found)
    said = given.options.get("new_shape", ())
    if len(given.inputs) > 1:
        said = given.constant(1, INT32, 1).tolist()
    one_is_open = len(said) == len(shape) and list(said).count(-1) <= 1
    if not one_is_open or any(a not in {-1, b} for a, b in zip(said, shape, strict=True)):
        raise MalformedError(f"its shape is {shape}, and it says {tuple(said)[:8]}")
    if math.prod(shape) != found.elements or found.scales != given.output.scales:
        raise MalformedError(f"it makes {shape} of {found.shape}")
    return Result(shape)


def _resize(given: Given) -> Result:
    image = given.input(0, IMAGE)
    _same_types(given, image)
    _same_scales(given, image)
    size = given.constant(1, INT32, 1)
    if size.shape != (2,) or not (size >= 1).all():
        raise MalformedError("it resizes to no size")
    if given.options["align_corners"] and given.options["half_pixel_centers"]:
        raise MalformedError("its pixels have two places")
    rows, columns = size.tolist()
    shape = (image.shape[0], rows, columns, image.shape[3])
    return Result(shape, 4 * math.prod(shape), 4 * rows * columns)


def _pad(given: Given) -> Result:
    found = given.input(0)
    _same_types(given, found)
    _same_scales(given, found)
    margins = given.constant(1, INT32, 2)
    if margins.shape != (len(found.shape), 2) or not (margins >= 0).all():
        raise MalformedError(f"its margins have the shape {margins.shape}")
    if len(given.inputs) > 2 and given.constant(2, found.type).size != 1:  # noqa: PLR2004
        raise MalformedError("it pads with more than one value")
    sides = zip(found.shape, margins.tolist(), strict=True)
    return Result(tuple(side + before + after for side, (before, after) in sides))


def _mean(given: Given) -> Result:
    found = given.input(0)
    _same_types(given, found)
    _same_scales(given, found)
    sides, axes = len(found.shape), given.constant(1, INT32).ravel().tolist()
    if not axes or not all(-sides <= axis < sides for axis in axes):
        raise MalformedError(f"it takes the mean along {axes[:8]} of {found.shape}")
    gone = {axis % sides for axis in axes}
    keep = given.options["keep_dims"]
    lengths = [1 if n in gone else side for n, side in enumerate(found.shape)]
    return Result(tuple(side for n, side in enumerate(lengths) if keep or n not in gone))


def _quantize(given: Given) -> Result:
    found = given.input(0)
    if found.type == INT32 or given.output.type not in {UINT8, INT8}:
        raise MalformedError(f"it makes type {given.output.type} of {found.type}")
    _same_scales(given, found)
    return Result(found.shape)


def _dequantize(given: Given) -> Result:
    found = given.input(0)
    if found.type not in {UINT8, INT8} or given.output.type != FLOAT32 or len(found.scales) > 1:
        raise MalformedError(f"it makes type {given.output.type} of {found.type}")
    return Result(found.shape)


# The rules by the operators' names.
RULES = {
    "ADD": Rule((2, 2), 11, _add),
    "AVERAGE_POOL_2D": Rule((1, 1), 5, _pool),
    "CONCATENATION": Rule((1, 100), 10, _concatenation),
    "CONV_2D": Rule((2, 3), 1, _convolution),
    "DEPTHWISE_CONV_2D": Rule((2, 3), 2, _depthwise),
    "DEQUANTIZE": Rule((1, 1), 38, _dequantize, needs_options=False),
    "FULLY_CONNECTED": Rule((2, 3), 8, _fully_connected),
    "LEAKY_RELU": Rule((1, 1), 75, _leaky),
    "LOGISTIC": Rule((1, 1), None, _elementwise, needs_options=False),
    "MAX_POOL_2D": Rule((1, 1), 5, _pool),
    "MEAN": Rule((2, 2), 27, _mean),
    "MUL": Rule((2, 2), 21, _multiply),
    "PAD": Rule((2, 2), 22, _pad, needs_options=False),
    "PADV2": Rule((3, 3), 43, _pad, needs_options=False),
    "QUANTIZE": Rule((1, 1), 89, _quantize, needs_options=False),
    "RELU": Rule((1, 1), None, _rectify, needs_options=False),
    "RELU6": Rule((1, 1), None, _rectify, needs_options=False),
    "RESHAPE": Rule((1, 2), 17, _reshape, needs_options=False),
    "RESIZE_BILINEAR": Rule((2, 2), 15, _resize),
    "RESIZE_NEAREST_NEIGHBOR": Rule((2, 2), 74, _resize),
    "SOFTMAX": Rule((1, 1), 9, _softmax),
}
