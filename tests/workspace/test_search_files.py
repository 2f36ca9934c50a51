"""What searches read is mapped from one file, and can be overwritten row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.workspace.mapped_arrays import map_arrays, write_arrays
from vizsla.workspace.search_files import SearchFiles

if TYPE_CHECKING:
    from pathlib import Path

ARRAYS = {
    "ids": np.array([3, 5, 9]),
    "steps": np.arange(21, dtype=np.int8).reshape(3, 7) + 1,
    "labels": np.zeros((3, 0), np.uint16),
}


def test_arrays_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", {"of": "all"}, ARRAYS)
    found = map_arrays(tmp_path / "a")
    assert found is not None
    about, arrays = found
    assert about == {"of": "all"}
    assert arrays.keys() == ARRAYS.keys()
    for name, each in ARRAYS.items():
        assert arrays[name].dtype == each.dtype
        assert np.array_equal(arrays[name], each)


@pytest.mark.parametrize("content", [b"", b"hello", b"              2{}", b"              4null"])
def test_another_file_has_no_arrays(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert map_arrays(tmp_path / "a") is None
    assert map_arrays(tmp_path / "b") is None


def test_a_removed_example_leaves_nothing_but_its_id(tmp_path: Path) -> None:
    files = SearchFiles(tmp_path / "cache")
    files.erase(1, [5])  # nothing is kept yet
    files.write(1, {}, ARRAYS)
    files.erase(1, [5, 77])
    found = files.read(1)
    assert found is not None
    assert found[1]["ids"].tolist() == [3, 5, 9]
    assert found[1]["steps"].any(axis=1).tolist() == [True, False, True]
    files.discard(1)
    files.discard(1)
    assert files.read(1) is None


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file in the folder's place")
    files = SearchFiles(tmp_path / "cache")
    files.write(1, {}, ARRAYS)
    assert files.read(1) is None
    files.erase(1, [3])
    files.discard(1)
