"""OpenVINO on the CPU."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import openvino

from engines.cores import cores
from engines.ordinary import best, middle, normalised, opened, read_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np

    from engines import Ways


class OpenVino:
    """The network in OpenVINO."""

    def __init__(self, models: Path, precision: str) -> None:
        self._model = models / f"{precision}.onnx"
        self._labels = read_labels(models)
        self._compiled = self._started("LATENCY")

    def _started(self, hint: str) -> openvino.CompiledModel:
        options: dict[str, Any] = {"PERFORMANCE_HINT": hint, "INFERENCE_NUM_THREADS": cores()}
        return openvino.Core().compile_model(self._model, "CPU", options)

    def answer(self, image: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score."""
        return self._answer(middle(image))

    def _answer(self, square: np.ndarray) -> tuple[str, float]:
        return best(self._compiled(normalised(square))[0][0], self._labels)

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the best label's id and its score, for a file."""
        return self._answer(opened(path))

    def graph(self, image: np.ndarray) -> Callable[[], object]:
        """Return a call that runs the compiled model, its input set before."""
        request = self._compiled.create_infer_request()
        request.set_input_tensor(openvino.Tensor(normalised(middle(image))))
        return request.infer

    def ways(self) -> Ways:
        """Return one by one, and the queue that is made for many."""
        return {"one by one": self._loop, "AsyncInferQueue, decoded in threads": self._queue}

    def _loop(self, paths: list[Path]) -> Iterator[str]:
        for path in paths:
            yield self.answer_file(path)[0]

    def _queue(self, paths: list[Path]) -> Iterator[str]:
        found: dict[int, str] = {}

        def done(request: openvino.InferRequest, number: int) -> None:
            found[number] = best(request.get_output_tensor().data[0], self._labels)[0]

        queue = openvino.AsyncInferQueue(self._started("THROUGHPUT"))
        queue.set_callback(done)
        with ThreadPoolExecutor(cores()) as pool:
            ready = pool.map(lambda path: normalised(opened(path)), paths)
            for number, values in enumerate(ready):
                queue.start_async({0: values}, number)
            queue.wait_all()
        yield from (found[number] for number in range(len(paths)))


def load(models: Path, precision: str) -> OpenVino:
    """Start the engine."""
    return OpenVino(models, precision)
