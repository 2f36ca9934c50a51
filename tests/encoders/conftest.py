"""Fixtures of the text encoder's tests."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

from vizsla.encoders.encoder_folder import encoder_from_folder

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.encoders.text.text_encoder import TextEncoder

TEXT_ENCODERS = ("all-minilm-l6-v2", "bge-small-en-v1.5", "multilingual-e5-small")


def package_folder(name: str) -> Path:
    """Return the folder of the package that brings an encoder."""
    (entry,) = entry_points(group="vizsla.encoders", name=name)
    found: Path = entry.load()()
    return found


@pytest.fixture(scope="session")
def text_folder() -> Path:
    """The folder of the package vizsla-text."""
    return package_folder(TEXT_ENCODERS[0])


@pytest.fixture(scope="session")
def text_encoder(text_folder: Path) -> TextEncoder:
    """The default encoder of texts."""
    found: TextEncoder = encoder_from_folder(text_folder)
    return found


@pytest.fixture(scope="session")
def multilingual_folder() -> Path:
    """The folder of the package vizsla-text-multilingual."""
    return package_folder(TEXT_ENCODERS[2])


@pytest.fixture(scope="session", params=TEXT_ENCODERS)
def each_text_folder(request: pytest.FixtureRequest) -> Path:
    """The folder of each package with an encoder of texts."""
    return package_folder(request.param)


@pytest.fixture(scope="session")
def each_text_encoder(each_text_folder: Path) -> TextEncoder:
    """Each encoder of texts."""
    found: TextEncoder = encoder_from_folder(each_text_folder)
    return found
