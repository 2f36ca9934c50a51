from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.made_graph import every_operator, packed
from vizsla.bundle.graph import ALLOWED, check_graph
from vizsla.bundle.shipped_graphs import GRAPHS
from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENTS = [path.read_bytes() for path in GRAPHS.glob("*.tflite")]
SMALL = packed(every_operator())


def test_the_shipped_graphs_pass() -> None:
    assert len(CONTENTS) == 2
    for content in CONTENTS:
        check_graph(content, "it")


def test_a_graph_with_each_of_the_allowed_operators_passes() -> None:
    model = every_operator()
    assert {each.builtinCode for each in model.operatorCodes} == ALLOWED.keys()
    check_graph(packed(model), "it")


def test_an_operator_that_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ALLOWED, 3)
    with pytest.raises(BundleDamagedError, match="operator number 3"):
        check_graph(CONTENTS[0], "it")


def operator(model: Any, name: str) -> Any:
    numbers = {each: code for code, each in ALLOWED.items()}
    return next(
        each
        for each in model.subgraphs[0].operators
        if model.operatorCodes[each.opcodeIndex].builtinCode == numbers[name]
    )


def _set(part: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(part, name, value)


def _quantization(model: Any) -> Any:
    return model.subgraphs[0].tensors[1].quantization


WRONG: dict[str, Callable[[Any], object]] = {
    "an index of -1": lambda m: _set(operator(m, "RELU"), inputs=[-1]),
    "an index beyond the end": lambda m: _set(operator(m, "RELU"), inputs=[10_000]),
    "an output of -1": lambda m: _set(operator(m, "RELU"), outputs=[-1]),
    "an operator's number beyond the end": lambda m: _set(operator(m, "RELU"), opcodeIndex=99),
    "no input": lambda m: _set(operator(m, "RELU"), inputs=[]),
    "two inputs of the graph": lambda m: _set(m.subgraphs[0], inputs=[0, 0]),
    "no output of the graph": lambda m: _set(m.subgraphs[0], outputs=[]),
    "no operators": lambda m: _set(m.subgraphs[0], operators=[]),
    "no graph": lambda m: _set(m, subgraphs=[]),
    "two graphs": lambda m: _set(m, subgraphs=m.subgraphs * 2),
    "a scale of 0": lambda m: _set(_quantization(m), scale=[0.0]),
    "a scale that is no number": lambda m: _set(_quantization(m), scale=[float("nan")]),
    "a scale below 0": lambda m: _set(_quantization(m), scale=[-1.0]),
    "a tiny scale": lambda m: _set(_quantization(m), scale=[1e-40]),
    "no scale": lambda m: _set(_quantization(m), scale=[], zeroPoint=[]),
    "a zero point beyond 8 bits": lambda m: _set(_quantization(m), zeroPoint=[128]),
    "an output of another type": lambda m: _set(
        m.subgraphs[0].tensors[operator(m, "RELU").outputs[0]],
        type=0,
        quantization=None,
    ),
    "a side of 0": lambda m: _set(m.subgraphs[0].tensors[1], shape=[1, 0, 8, 3]),
    "an open side": lambda m: _set(m.subgraphs[0].tensors[1], shape=[1, -1, 8, 3]),
    "sides whose product is 2**64": lambda m: _set(
        m.subgraphs[0].tensors[1], shape=[2**16, 2**16, 2**16, 2**16]
    ),
    "a shape that is not computed": lambda m: _set(m.subgraphs[0].tensors[1], shape=[1, 7, 8, 3]),
    "another type": lambda m: _set(m.subgraphs[0].tensors[1], type=1),
    "a variable": lambda m: _set(m.subgraphs[0].tensors[1], isVariable=True),
    "a buffer beyond the end": lambda m: _set(m.subgraphs[0].tensors[1], buffer=999),
    "a short buffer": lambda m: _set(m.buffers[1], data=m.buffers[1].data[:-1]),
    "weights that are computed": lambda m: _set(operator(m, "CONV_2D"), inputs=[1, 1, 3]),
    "a stride of 0": lambda m: _set(operator(m, "CONV_2D").builtinOptions, strideW=0),
    "a negative stride": lambda m: _set(operator(m, "CONV_2D").builtinOptions, strideH=-1),
    "an unknown padding": lambda m: _set(operator(m, "CONV_2D").builtinOptions, padding=2),
    "a dilation of 0": lambda m: _set(operator(m, "CONV_2D").builtinOptions, dilationWFactor=0),
    "an axis beyond the end": lambda m: _set(operator(m, "CONCATENATION").builtinOptions, axis=4),
    "no options": lambda m: _set(operator(m, "CONV_2D"), builtinOptionsType=0, builtinOptions=None),
    "shuffled weights": lambda m: _set(
        operator(m, "FULLY_CONNECTED").builtinOptions, weightsFormat=1
    ),
    "an operator after those that need it": lambda m: m.subgraphs[0].operators.reverse(),
    "a tensor that is computed twice": lambda m: m.subgraphs[0].operators.append(
        m.subgraphs[0].operators[0]
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_graph_is_refused_with(wrong: str) -> None:
    model = every_operator()
    WRONG[wrong](model)
    with pytest.raises(BundleDamagedError, match="graph that a function may have"):
        check_graph(packed(model), "it")


@pytest.mark.parametrize(
    ("side", "channels", "kernel"), [(6000, 4, 3), (1000, 4000, 3), (1000, 4, 63), (512, 512, 31)]
)
def test_a_small_file_that_asks_for_much_is_refused(side: int, channels: int, kernel: int) -> None:
    with pytest.raises(BundleDamagedError, match=r"may (have|compute)|of shape|looks? at"):
        check_graph(packed(every_operator(side, channels, kernel)), "it")


def test_a_constant_that_is_not_finite_is_refused() -> None:
    content = np.array([np.nan], np.float32).tobytes()
    model = every_operator()
    made = model.subgraphs[0].tensors[1]
    made.type, made.shape, made.buffer = 0, [1], 1
    model.buffers[1].data = np.frombuffer(content, np.uint8)
    with pytest.raises(BundleDamagedError, match="not finite"):
        check_graph(packed(model), "it")


@settings(max_examples=500)
@given(st.data())
def test_a_damaged_graph_raises_nothing_but_a_bundle_damaged_error(data: st.DataObject) -> None:
    content = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BundleDamagedError):
        check_graph(bytes(content), "it")


def test_a_graph_that_is_cut_off_is_refused() -> None:
    for end in range(0, len(SMALL), 7):
        with pytest.raises(BundleDamagedError):
            check_graph(SMALL[:end], "it")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_graph_are_refused(content: bytes) -> None:
    with pytest.raises(BundleDamagedError):
        check_graph(content, "it")
