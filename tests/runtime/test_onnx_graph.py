"""A graph of ONNX's format gives the same however it is opened."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.errors import EngineError
from vizsla.runtime.onnx_graph import OnnxGraph
from vizsla.speech.model_files import model_file, model_path

NAME = "silero-vad.onnx"
INPUTS = {
    "input": np.random.default_rng(4).standard_normal((1, 576)).astype(np.float32),
    "state": np.zeros((2, 1, 128), np.float32),
    "sr": np.array(16_000, np.int64),
}


@pytest.mark.parametrize("plans_memory", [False, True])
def test_a_graph_gives_the_same_from_its_content_and_its_path(plans_memory: bool) -> None:  # noqa: FBT001
    first = OnnxGraph(model_file(NAME), NAME).run(INPUTS)
    second = OnnxGraph(model_path(NAME), NAME, threads=2, plans_memory=plans_memory).run(INPUTS)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(EngineError, match="can't be opened"):
        OnnxGraph(b"nothing", "a test").run(INPUTS)
