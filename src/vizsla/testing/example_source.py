"""The source of a report's examples: their files, and the explanations of answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from vizsla.functions.base import Function
    from vizsla.testing.archive_file import ExampleFile

__all__ = ["ExampleSource"]


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """The examples that a function was tested on.

    Attributes:
        read: returns an example's file by its key, or None.
        function: the function that was tested, for explanations; None gives none.

    """

    read: Callable[[str], bytes | None]
    function: Function[Any, Any] | None = None

    @classmethod
    def of_files(
        cls, paths: Mapping[str, ExampleFile], function: Function[Any, Any] | None = None
    ) -> ExampleSource:
        """Return the source of examples in files.

        Args:
            paths: the files, by key.
            function: the function that was tested.

        """
        return cls(_FileReader(paths), function)

    def __reduce__(
        self,
    ) -> tuple[type[ExampleSource], tuple[Callable[[str], bytes | None], None]]:
        """Return the source to pickle: without the function, whose engine can't be pickled."""
        return ExampleSource, (self.read, None)

    def explain(self, key: str, answer: str) -> np.ndarray | None:
        """Return the heat map that explains an answer.

        Args:
            key: the example's key.
            answer: the function's answer to it.

        Returns:
            (H, W) float32, 0 to 1; None where the example or the answer has none.

        """
        content = self.read(key) if self.function else None
        if self.function is None or content is None:
            return None
        try:
            heat: np.ndarray = self.function.explain(content, answer).heat_map
        except VizslaError:  # this answer or example has no explanation
            return None
        return heat


@dataclass(frozen=True, slots=True)
class _FileReader:
    paths: Mapping[str, ExampleFile]

    def __call__(self, key: str) -> bytes | None:
        try:
            return self.paths[key].read_bytes() if key in self.paths else None
        except OSError:  # a page is drawn without the files that are gone
            return None
