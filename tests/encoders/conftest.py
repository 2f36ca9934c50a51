"""Fixtures of the text encoder's tests."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

from vizsla.encoders.encoder_folder import encoder_from_folder

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.encoders.text.text_encoder import TextEncoder


@pytest.fixture(scope="session")
def text_folder() -> Path:
    """The folder of the package vizsla-text."""
    (entry,) = entry_points(group="vizsla.encoders", name="all-minilm-l6-v2")
    found: Path = entry.load()()
    return found


@pytest.fixture(scope="session")
def text_encoder(text_folder: Path) -> TextEncoder:
    """The English encoder of texts."""
    found: TextEncoder = encoder_from_folder(text_folder)
    return found
