"""The files of the speech models are checked before use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import BundleDamagedError, MissingExtraError
from vizsla.speech.model_files import FILES, model_file, model_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of models of the test's own."""
    monkeypatch.setenv("VIZSLA_MODELS", str(tmp_path))
    model_path.cache_clear()
    model_file.cache_clear()
    yield tmp_path
    model_path.cache_clear()
    model_file.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_in_the_package(name: str) -> None:
    assert model_file(name)


def test_a_missing_file_names_what_to_install(elsewhere: Path) -> None:
    with pytest.raises(MissingExtraError, match="vizsla-speech"):
        model_file("silero-vad.onnx")
    assert not [*elsewhere.iterdir()]


def test_an_altered_file_is_refused(elsewhere: Path) -> None:
    (elsewhere / "silero-vad.onnx").write_bytes(b"something else")
    with pytest.raises(BundleDamagedError, match="altered"):
        model_file("silero-vad.onnx")
