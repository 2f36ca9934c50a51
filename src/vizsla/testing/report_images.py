"""The small pictures that a page carries: those that people will want to see, and not all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.modalities.base import PLACEHOLDER
from vizsla.modalities.registry import modality_named
from vizsla.prefetch import prefetch
from vizsla.wording import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.testing.report import Report

__all__ = ["Pictures"]

MOST = 600  # pictures on a page: some 4 MB
ON_A_SHELF = 24  # of the right answers; of the wrong ones as many as there is room for
SIDE = 144  # pixels


class Pictures:
    """Chooses pictures, within a limit, and makes them small.

    Args:
        report: whose examples they are.
        read: gives a picture's file by its key, or None.

    """

    def __init__(self, report: Report, read: Callable[[str], bytes | None]) -> None:
        self._results = {each.key: each for each in report.results}
        self._read = read
        self._modality = report.modality
        self._numbers: dict[str, int] = {}

    def on_shelves(self, shelves: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the shelves with their pictures' numbers, and how many more there are.

        Mistakes are taken first, the most confident ones, then some of each shelf in turn.

        Args:
            shelves: each has a ``title`` and its examples' ``keys``.

        """
        ordered = [sorted(each["keys"], key=self._importance) for each in shelves]
        wrong = {key for keys in ordered for key in keys if not self._results[key].right}
        for key in sorted(wrong, key=self._importance):
            self._take(key)
        for place in range(ON_A_SHELF):
            for keys in ordered:
                if place < len(keys):
                    self._take(keys[place])
        return [
            {
                "title": each["title"],
                "note": self._note(keys),
                "pictures": [self._numbers[key] for key in keys if key in self._numbers],
            }
            for each, keys in zip(shelves, ordered, strict=True)
        ]

    def taken(self) -> list[dict[str, Any]]:
        """Return the pictures that were chosen: each its ``uri`` and its ``lines`` of text."""
        preview = modality_named(self._modality).preview
        uris = prefetch(lambda key: preview(self._read(key), SIDE), list(self._numbers))
        return [
            {"uri": "" if uri == PLACEHOLDER else uri, "lines": self._lines(key)}
            for key, uri in zip(self._numbers, uris, strict=True)
        ]

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
        is_it = [] if each.right and each.said is None else [f"is {each.truth_text}"]
        return [f"{each.answer_text} {percent(each.score)}{sure}", *is_it, each.name]
