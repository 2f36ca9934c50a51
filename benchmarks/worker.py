"""Measures one engine in a process of its own; each order and each result is a line of JSON.

Engines in processes of their own share no threads, caches or libraries, and each is idle while
another is measured.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import engines
import photos

if TYPE_CHECKING:
    from collections.abc import Callable

WARM_UP = 10
SQUARES = 32


class Worker:
    """Answers orders with measurements, in seconds.

    Args:
        name: the engine's name.
        models: the folder of the models.

    """

    def __init__(self, name: str, models: Path) -> None:
        self._engine = engines.load(name, models)
        self._squares = photos.squares(SQUARES)
        self._warm: set[str] = set()

    def answer(self, count: int) -> list[float]:
        """Time one image, from pixels to the answer."""
        images = itertools.cycle(self._squares)
        return self._timed("answer", lambda: self._engine.answer(next(images)), count)

    def graph(self, count: int) -> list[float]:
        """Time the network alone."""
        if not hasattr(self, "_graph"):
            self._graph = self._engine.graph(self._squares[0])
        return self._timed("graph", self._graph, count)

    def function(self, name: str, paths: list[str]) -> list[float]:
        """Time another of Vizsla's functions once on the pixels of each photograph."""
        import numpy as np  # noqa: PLC0415 - only Vizsla's worker gets this order
        from PIL import Image  # noqa: PLC0415

        import vizsla  # noqa: PLC0415

        call = getattr(vizsla, name)
        images = itertools.cycle([np.asarray(Image.open(path)) for path in paths])
        skipped = 1 if name in self._warm else 1 + WARM_UP
        for _ in range(-skipped % len(paths)):
            next(images)  # so that what is timed begins with the first photograph
        return self._timed(name, lambda: call(next(images)), len(paths))

    def folder(self, way: str, paths: list[str]) -> float:
        """Time a whole folder."""
        files = [Path(each) for each in paths]
        work = self._engine.ways()[way]
        if way not in self._warm:
            list(work(files[:WARM_UP]))
            self._warm.add(way)
        start = time.perf_counter()
        answered = sum(1 for _ in work(files))
        seconds = time.perf_counter() - start
        if answered != len(files):
            raise ValueError(f"{way} answered {answered} of {len(files)} files")
        return seconds

    def ways(self) -> list[str]:
        """Return the names of the ways to answer a folder."""
        return list(self._engine.ways())

    def accuracy(self, count: int) -> float | None:
        """Return the share of the test photographs whose best label is right."""
        files = photos.labelled()[:count]
        right = sum(self._engine.answer_file(path)[0] == wanted for path, wanted in files)
        return right / len(files) if files else None

    def _timed(self, what: str, call: Callable[[], object], count: int) -> list[float]:
        if what not in self._warm:
            for _ in range(WARM_UP):
                call()
            self._warm.add(what)
        call()  # the first call after a pause wakes threads and caches
        times = []
        for _ in range(count):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
        return times


def main() -> None:
    """Serve orders until standard input ends."""
    # An engine may print: its output must not mix with the lines of JSON.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    worker = Worker(sys.argv[1], Path(sys.argv[2]))
    for line in itertools.chain(["{}"], sys.stdin):
        order: dict[str, Any] = json.loads(line)
        what = order.pop("do", None)
        result = getattr(worker, what)(**order) if what else "ready"
        print(json.dumps(result), file=out, flush=True)


if __name__ == "__main__":
    main()
