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

    def answer(self, picture: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score."""
        found = vizsla.classify_image(picture)
        return found.alternatives[0].id, found.score

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the same for a file."""
        found = vizsla.classify_image(path)
        return found.alternatives[0].id, found.score

    def graph(self, picture: np.ndarray) -> Callable[[], object]:
        """Return a call that runs the interpreter that the function would."""
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - not a user's import

        from engines.cores import cores  # noqa: PLC0415
        from engines.ordinary import middle  # noqa: PLC0415

        content = vizsla.classify_image.bundle.read_graph()
        interpreter = Interpreter(model_content=content, num_threads=cores())
        interpreter.allocate_tensors()
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], middle(picture)[None])
        return interpreter.invoke

    def ways(self) -> Ways:
        """Return the one way that there is."""
        return {"over(folder)": self._over}

    @staticmethod
    def _over(paths: list[Path]) -> Iterator[str]:
        for _, result in vizsla.classify_image.over(paths):
            if isinstance(result, vizsla.VizslaError):
                raise result
            yield result.alternatives[0].id


def load(_models: Path, _precision: str) -> Vizsla:
    """Start the engine: it brings its own model."""
    return Vizsla()
