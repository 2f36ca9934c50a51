from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.bundle.head import write_head
from vizsla.errors import BundleError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np


def test_a_bundle_whose_answers_differ_from_the_trainers_is_not_published(
    textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_wrong_head(weights: np.ndarray, bias: np.ndarray, *more: np.ndarray) -> bytes:
        return write_head(weights, bias[::-1].copy() + 1, *more)

    monkeypatch.setattr("vizsla.publish.pack_bundle.write_head", write_wrong_head)
    with pytest.raises(BundleError, match="so it was not published"):
        vizsla.learn(textures, save=tmp_path / "textures")
    assert not any(tmp_path.iterdir())
