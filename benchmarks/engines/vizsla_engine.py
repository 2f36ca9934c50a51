"""Vizsla, as its users call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np

    from engines import Ways


class Vizsla:
    """The shipped classifier."""

    def answer(self, image: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score."""
        found = vizsla.classify_image(image)
        return found.alternatives[0].id, found.score

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the best label's id and its score, for a file."""
        found = vizsla.classify_image(path)
        return found.alternatives[0].id, found.score

    def graph(self, image: np.ndarray) -> Callable[[], object]:
        """Return a call that runs an interpreter as the function does."""
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - not a user's import

        from engines.cores import cores  # noqa: PLC0415
        from engines.ordinary import middle  # noqa: PLC0415

        content = vizsla.classify_image.bundle.read_graph()
        interpreter = Interpreter(model_content=content, num_threads=cores())
        interpreter.allocate_tensors()
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], middle(image)[None])
        return interpreter.invoke

    def ways(self) -> Ways:
        """Return the only way."""
        return {"over(folder)": self._over}

    @staticmethod
    def _over(paths: list[Path]) -> Iterator[str]:
        for _, result in vizsla.classify_image.over(paths):
            if isinstance(result, vizsla.VizslaError):
                raise result
            yield result.alternatives[0].id


def load(_models: Path, _precision: str) -> Vizsla:
    """Start the engine, which has its own model."""
    return Vizsla()
