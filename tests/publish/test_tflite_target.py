from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import BundleError, BundleExistsError
from vizsla.publish.standalone import write_standalone

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import ImageClassifier


def test_a_file_is_replaced_only_where_that_is_allowed(
    own: ImageClassifier, tmp_path: Path
) -> None:
    path = write_standalone(own, tmp_path / "new" / "it.tflite")
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(BundleExistsError, match="exists already"):
        write_standalone(own, path)
    assert path.stat().st_size == 100
    assert write_standalone(own, path, replace=True) == path
    assert path.stat().st_size > 1_000_000


def test_a_file_of_another_kind_is_never_replaced(own: ImageClassifier, tmp_path: Path) -> None:
    photo = tmp_path / "rex.jpg"
    photo.write_bytes(b"a photo")
    for path in (photo, tmp_path):
        with pytest.raises(BundleExistsError, match=r"is not a \.tflite file"):
            write_standalone(own, path, replace=True)
    assert photo.read_bytes() == b"a photo"


def test_a_full_disk_leaves_the_old_file(
    own: ImageClassifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_standalone(own, tmp_path / "it.tflite")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BundleError, match=r"it\.tflite can't be written \(No space left"):
        write_standalone(own, path, replace=True)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "file/it.tflite"])
def test_an_impossible_path_is_named_in_the_error(
    own: ImageClassifier, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BundleError, match="can't be written"):
        write_standalone(own, tmp_path / name)
