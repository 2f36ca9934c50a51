"""Packs the web files of the wheel into src/vizsla/_web: the runtime, Dog Scope, the studio.

The runtime's own functions and graphs are left out, because the wheel has them. The engine's builds
are nearly the same, so that together they are hardly larger than one (2.6 MB for 28).
"""

from __future__ import annotations

import io
import lzma
import shutil
import tarfile
from gzip import compress, decompress
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "web" / "runtime" / "dist"
APPS = ("dogscope", "studio")
TEXTS = {".js", ".css", ".svg", ".json", ".html", ".txt"}
PAGE = "index.html"  # the server writes into it
TARGET = ROOT / "src" / "vizsla" / "_web" / "runtime"
PACKED_ENGINE = (
    ROOT / ".build" / "engine.tar.xz"
)  # packing takes half a minute, and the engine is pinned
# The dictionary is large enough that the second build repeats the first.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 64 * 2**20}]


def main() -> None:
    """Copy the files, and pack the engine."""
    shutil.rmtree(TARGET.parent, ignore_errors=True)
    TARGET.mkdir(parents=True)
    unpacked = shutil.ignore_patterns(".built")
    for app in APPS:
        shutil.copytree(ROOT / "web" / app / "dist", TARGET.with_name(app), ignore=unpacked)
    compress_texts(TARGET.with_name("studio"))
    for name in ("index.js", "worker.js", "text.js", "sound.js", "recognize.js"):
        shutil.copy(DIST / name, TARGET / name)
    shutil.copytree(DIST / "recognize", TARGET / "recognize")
    files = {
        each.name.removesuffix(".gz"): decompress(each.read_bytes())
        if each.suffix == ".gz"
        else each.read_bytes()
        for each in sorted((DIST / "engine").iterdir())
    }
    if not PACKED_ENGINE.is_file() or _read(PACKED_ENGINE) != files:
        PACKED_ENGINE.write_bytes(_packed(files))
    shutil.copy(PACKED_ENGINE, TARGET / "engine.tar.xz")


def compress_texts(folder: Path) -> None:
    """Put a compressed file in the place of each text of a folder, as the server sends them."""
    for each in sorted(folder.rglob("*")):
        if each.suffix in TEXTS and each.name != PAGE:
            packed = compress(each.read_bytes(), 9, mtime=0)
            each.with_name(f"{each.name}.gz").write_bytes(packed)
            each.unlink()


def _packed(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return lzma.compress(whole.getvalue(), filters=FILTERS)


def _read(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {each.name: file.read() for each in archive if (file := archive.extractfile(each))}


if __name__ == "__main__":
    main()
