"""PyTorch: an nn.Module run eagerly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import torch

from engines.cores import cores
from engines.ordinary import best, middle, normalised, opened, read_labels
from network import EfficientNetLite0

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engines import Ways

BATCH = 32


class Torch:
    """The network in PyTorch."""

    def __init__(self, models: Path) -> None:
        torch.set_num_threads(cores())
        self._labels = read_labels(models)
        self._network = EfficientNetLite0()
        self._network.load_state_dict(torch.load(models / "state.pt", weights_only=True))
        self._network.eval()

    def _run(self, values: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return self._network(torch.from_numpy(values)).numpy()

    def answer(self, image: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score."""
        return self._answer(middle(image))

    def _answer(self, square: np.ndarray) -> tuple[str, float]:
        return best(self._run(normalised(square))[0], self._labels)

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the best label's id and its score, for a file."""
        return self._answer(opened(path))

    def graph(self, image: np.ndarray) -> Callable[[], object]:
        """Return a call that runs the module."""
        values = torch.from_numpy(normalised(middle(image)))
        network = torch.inference_mode()(self._network.forward)
        return lambda: network(values)

    def ways(self) -> Ways:
        """Return one by one, and in batches with threads that decode."""
        return {"one by one": self._loop, f"batches of {BATCH}, decoded in threads": self._batches}

    def _loop(self, paths: list[Path]) -> Iterator[str]:
        for path in paths:
            yield self.answer_file(path)[0]

    def _batches(self, paths: list[Path]) -> Iterator[str]:
        with ThreadPoolExecutor(cores()) as pool:
            ready = pool.map(lambda path: normalised(opened(path)), paths)
            for start in range(0, len(paths), BATCH):
                count = min(BATCH, len(paths) - start)
                batch = np.concatenate([next(ready) for _ in range(count)])
                for logits in self._run(batch):
                    yield best(logits, self._labels)[0]


def load(models: Path, _precision: str) -> Torch:
    """Start the engine."""
    return Torch(models)
