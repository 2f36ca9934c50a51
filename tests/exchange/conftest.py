"""What the tests of import and export share: real pictures on their way out, zips, tables."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from vizsla.exchange import Outgoing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Labels that are no names of folders somewhere, or mean something else to somebody.
NASTY = (
    *("oak", "Oak", "a/b", "a\\b", "..", ".", ".hidden", "CON", "nul.txt", "test", "toy train"),
    *("test strip", "val", "x" * 200, "日" * 200, "a;b", "[x]", "a,b", 'say "hi"', "007", "None"),
    *("none of these", "dot.", "a:b", "<b>", "é", "=1+1", "~", "__init__", "unlabelled", "🌳"),
    *("oak~6d1c0f0e", "con", "pictures", "#", "%20", "'", "&amp;"),
)


@pytest.fixture(scope="session")
def nasty() -> tuple[str, ...]:
    return NASTY


@pytest.fixture(scope="session")
def outgoing(textures: Path) -> Callable[..., Outgoing]:
    """Makes an Outgoing of one of the textures; each number is another picture."""
    paths = sorted(textures.rglob("*.png"))

    def make(number: int = 0, name: str | None = None, **said: object) -> Outgoing:
        path = paths[number % len(paths)]
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        return Outgoing(name or f"{number}.png", sha256, path.read_bytes, **said)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def picture(textures: Path) -> bytes:
    """A small picture's file."""
    return (textures / "brick" / "0.png").read_bytes()


@pytest.fixture
def plant(tmp_path: Path, picture: bytes) -> Callable[..., Path]:
    """Puts the picture at each of these names in a new folder."""

    def make(*names: str, folder: str = "photos") -> Path:
        root = tmp_path / folder
        root.mkdir(exist_ok=True)
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(picture)
        return root

    return make


@pytest.fixture
def pack(tmp_path: Path, picture: bytes) -> Callable[..., Path]:
    """Packs the picture under each of these names."""

    def make(*names: str | zipfile.ZipInfo, file: str = "pack.zip") -> Path:
        path = tmp_path / file
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, picture)
        return path

    return make
