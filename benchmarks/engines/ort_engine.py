"""ONNX Runtime on the CPU."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import onnxruntime

from engines.cores import cores
from engines.ordinary import best, middle, normalised, opened, read_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np

    from engines import Ways


class OnnxRuntime:
    """The network in ONNX Runtime."""

    def __init__(self, models: Path, precision: str) -> None:
        self._model = models / f"{precision}.onnx"
        self._labels = read_labels(models)
        self._session = self._started(cores())

    def _started(self, threads: int) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        return onnxruntime.InferenceSession(
            self._model, options, providers=["CPUExecutionProvider"]
        )

    def answer(self, image: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score."""
        return self._answer(self._session, middle(image))

    def _answer(
        self, session: onnxruntime.InferenceSession, square: np.ndarray
    ) -> tuple[str, float]:
        (logits,) = session.run(None, {"picture": normalised(square)})
        return best(logits[0], self._labels)

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the best label's id and its score, for a file."""
        return self._answer(self._session, opened(path))

    def graph(self, image: np.ndarray) -> Callable[[], object]:
        """Return a call that runs the session."""
        values = {"picture": normalised(middle(image))}
        return lambda: self._session.run(None, values)

    def ways(self) -> Ways:
        """Return one by one, and in threads that share a session of one thread each."""
        return {"one by one": self._loop, "a thread a core": self._threads}

    def _loop(self, paths: list[Path]) -> Iterator[str]:
        for path in paths:
            yield self.answer_file(path)[0]

    def _threads(self, paths: list[Path]) -> Iterator[str]:
        session = self._started(1)
        with ThreadPoolExecutor(cores()) as pool:
            yield from pool.map(lambda path: self._answer(session, opened(path))[0], paths)


def load(models: Path, precision: str) -> OnnxRuntime:
    """Start the engine."""
    return OnnxRuntime(models, precision)
