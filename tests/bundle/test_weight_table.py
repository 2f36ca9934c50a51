"""The weights of features by their names: written, read, refused, and summed in a fixed order."""

from __future__ import annotations

import numpy as np
import pytest
import safetensors.numpy

from vizsla.bundle.weight_table import WeightTable, read_weight_table, write_weight_table
from vizsla.errors import BundleDamagedError

TABLE = WeightTable(
    ("entity place", "list colours, names", "pattern Büro"),
    np.array([[1.5, -2.0, 0.25], [0.5, 4.0, -1.0]]),
    np.array([0.125, -0.5]),
)
GOOD = {
    "names": np.frombuffer(b'["a","b"]', np.uint8),
    "weights": np.zeros((3, 2), np.float32),
    "bias": np.zeros(3, np.float32),
}


def test_a_table_is_read_as_it_was_written() -> None:
    content = write_weight_table(TABLE)
    read = read_weight_table(content, "weights", 2)

    assert read.names == TABLE.names
    assert (read.weights == TABLE.weights).all()
    assert write_weight_table(read) == content


def test_the_weights_of_what_is_there_are_added_to_the_bias() -> None:
    assert TABLE.outputs({"pattern Büro", "entity place", "entity unknown"}).tolist() == [
        1.875,
        -1.0,
    ]
    assert TABLE.outputs(frozenset()).tolist() == [0.125, -0.5]


@pytest.mark.parametrize(
    "changed",
    [
        {"names": np.frombuffer(b'["a","a"]', np.uint8)},
        {"names": np.frombuffer(b'{"a":1}', np.uint8)},
        {"names": np.frombuffer(b'["a",2]', np.uint8)},
        {"names": np.frombuffer(b'["a","\\ud800"]', np.uint8)},
        {"names": np.frombuffer(b'["a"', np.uint8)},
        {"names": np.frombuffer(b'["a"]', np.uint8)},
        {"names": np.zeros(9, np.int8)},
        {"weights": np.zeros((3, 3), np.float32)},
        {"weights": np.zeros((3, 2), np.int8)},
        {"weights": np.full((3, 2), np.nan, np.float32)},
        {"bias": np.zeros(2, np.float32)},
        {"bias": np.full(3, np.inf, np.float32)},
    ],
)
def test_a_table_that_does_not_fit_is_refused(changed: dict[str, np.ndarray]) -> None:
    read_weight_table(bytes(safetensors.numpy.save(GOOD)), "weights", 3)
    with pytest.raises(BundleDamagedError):
        read_weight_table(bytes(safetensors.numpy.save({**GOOD, **changed})), "weights", 3)
