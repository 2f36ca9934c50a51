"""Times the decoding of a folder alone, by Pillow: the ceiling of any engine."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PIL import Image

from engines.ordinary import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _decode(path: Path) -> None:
    with Image.open(path) as image:
        image.load()


WAYS: dict[str, Callable[[Path], object]] = {
    "decoding alone": _decode,
    "decoding, crop and resize": opened,
}


def seconds(way: str, paths: list[Path], threads: int) -> float:
    """Return the seconds for a folder, on a number of threads."""
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(WAYS[way], paths):
            pass
    return time.perf_counter() - start
