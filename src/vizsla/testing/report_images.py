"""Choose the examples that a report's page shows in small, and draw them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vizsla.modalities.base import as_text
from vizsla.modalities.modality_values import PLACEHOLDER
from vizsla.prefetch import prefetch
from vizsla.wording import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.modalities.base import Modality
    from vizsla.testing.test_result import TestResult

__all__ = ["ExampleList", "ReportImages"]

MOST = 600  # images on a page: some 4 MB
RIGHT_ANSWERS = 24  # images of right answers in each list; wrong ones take the room that is left
SIDE = 144  # pixels
LONGEST = 160  # characters, where the examples are texts


@dataclass(frozen=True, slots=True)
class ExampleList:
    """A list of examples that the page opens on request.

    Attributes:
        title: the list's title.
        keys: the keys of its examples.

    """

    title: str
    keys: Sequence[str] = field(repr=False)


class ReportImages:
    """Chooses images within a limit, and draws them in small.

    Args:
        results: the results of all examples.
        modality: the examples' modality.
        read: returns an example's file by its key, or None.

    """

    def __init__(
        self,
        results: Sequence[TestResult],
        modality: Modality[Any],
        read: Callable[[str], bytes | None],
    ) -> None:
        self._results = {each.key: each for each in results}
        self._modality = modality
        self._read = read
        self._numbers: dict[str, int] = {}

    def choose(self, lists: Sequence[ExampleList]) -> list[dict[str, object]]:
        """Choose the images of some lists: mistakes first, then some of each list in turn.

        Returns:
            Each list's ``title``, the numbers of its ``images``, and a ``note`` where some of its
            examples have none.

        """
        ordered = [sorted(each.keys, key=self._importance) for each in lists]
        wrong = {key for keys in ordered for key in keys if not self._results[key].right}
        for key in sorted(wrong, key=self._importance):
            self._take(key)
        for position in range(RIGHT_ANSWERS):
            for keys in ordered:
                if position < len(keys):
                    self._take(keys[position])
        return [
            {
                "title": each.title,
                "note": self._note(keys),
                "images": [self._numbers[key] for key in keys if key in self._numbers],
            }
            for each, keys in zip(lists, ordered, strict=True)
        ]

    def draw(self) -> list[dict[str, object]]:
        """Return the chosen images: the ``uri`` or ``text`` of each, and its ``lines``."""
        drawn = prefetch(self._draw, list(self._numbers))
        return [
            {"uri": uri, "text": text, "lines": self._lines(key)}
            for key, (uri, text) in zip(self._numbers, drawn, strict=True)
        ]

    def _draw(self, key: str) -> tuple[str, str]:
        """Return an example's image, or its beginning as text."""
        content = self._read(key)
        text = as_text(self._modality, content, LONGEST)
        uri = "" if text else self._modality.preview(content, SIDE)
        return "" if uri == PLACEHOLDER else uri, text

    def _importance(self, key: str) -> tuple[bool, float, str]:
        each = self._results[key]
        return (bool(each.right), -each.score, each.name)

    def _take(self, key: str) -> None:
        if len(self._numbers) < MOST:
            self._numbers.setdefault(key, len(self._numbers))

    def _note(self, keys: Sequence[str]) -> str:
        shown = sum(key in self._numbers for key in keys)
        return "" if shown == len(keys) else f"{shown:,} of {len(keys):,} are shown here."

    def _lines(self, key: str) -> list[str]:
        each = self._results[key]
        sure = "" if each.sure else ", not sure"
        truth = [] if each.right and each.exact_answer is None else [f"is {each.truth_text}"]
        return [f"{each.answer_text} {percent(each.score)}{sure}", *truth, each.name]
