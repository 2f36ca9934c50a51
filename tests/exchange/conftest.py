"""Fixtures of the tests of import and export: examples, folders and zips of real images."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from vizsla.exchange import ExportExample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Labels that are no names of folders somewhere, or mean something else to somebody.
AWKWARD_LABELS = (
    *("oak", "Oak", "a/b", "a\\b", "..", ".", ".hidden", "CON", "nul.txt", "test", "toy train"),
    *("test strip", "val", "x" * 200, "日" * 200, "a;b", "[x]", "a,b", 'say "hi"', "007", "None"),
    *("none of these", "dot.", "a:b", "<b>", "é", "=1+1", "~", "__init__", "unlabelled", "🌳"),
    *("oak~6d1c0f0e", "con", "pictures", "#", "%20", "'", "&amp;"),
    *("-dark", "+1", "@home", "'=x", "=x"),
)


@pytest.fixture(scope="session")
def awkward_labels() -> tuple[str, ...]:
    return AWKWARD_LABELS


@pytest.fixture(scope="session")
def make_example(textures: Path) -> Callable[..., ExportExample]:
    """Make an ExportExample of one of the textures; each number is another image."""
    paths = sorted(textures.rglob("*.png"))

    def make(number: int = 0, name: str | None = None, **attributes: object) -> ExportExample:
        path = paths[number % len(paths)]
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        return ExportExample(name or f"{number}.png", sha256, path.read_bytes, **attributes)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def image_file(textures: Path) -> bytes:
    """Return the content of a small image file."""
    return (textures / "brick" / "0.png").read_bytes()


@pytest.fixture
def plant(tmp_path: Path, image_file: bytes) -> Callable[..., Path]:
    """Write the image under each of these names into a new folder."""

    def make(*names: str, folder: str = "photos") -> Path:
        root = tmp_path / folder
        root.mkdir(exist_ok=True)
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(image_file)
        return root

    return make


@pytest.fixture
def pack(tmp_path: Path, image_file: bytes) -> Callable[..., Path]:
    """Pack the image under each of these names into a .zip."""

    def make(*names: str | zipfile.ZipInfo, file: str = "pack.zip") -> Path:
        path = tmp_path / file
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, image_file)
        return path

    return make
