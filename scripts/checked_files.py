"""Takes files of wheels into a package of models: each is checked by its sha256."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from vizsla.atomic.write_whole import write_file  # noqa: E402 - it needs the path above
from vizsla.speech.model_files import FILES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_there(folder: Path, name: str) -> bool:
    """Return whether a file of ``FILES`` is in a folder, unaltered."""
    path = folder / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == FILES[name]


def keep(folder: Path, name: str, content: bytes) -> None:
    """Write a file of ``FILES``.

    Raises:
        SystemExit: it is not the one that is known.

    """
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        sys.exit(f"{name} is not the file that is known")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    write_file(folder / name, content)


@contextmanager
def wheel_of(pip: str, package: str, *options: str) -> Iterator[zipfile.ZipFile]:
    """Download the wheel of a package, such as ``silero-vad==6.2.3``, and open it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                *(pip, "download", "-qq", "--no-deps", "--only-binary", ":all:"),
                *(*options, "--dest", folder, package),
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            yield opened
