"""A workspace of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vizsla

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one."""
    home = tmp_path / "workspace"
    monkeypatch.setenv("VIZSLA_HOME", str(home))
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)
    return home


@pytest.fixture
def project(textures: Path) -> Iterator[vizsla.Project]:
    """A project with 36 images of brick, grass and gravel."""
    with vizsla.Project.open("stuff") as project:
        project.add(textures)
        yield project
