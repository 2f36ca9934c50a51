"""Says how many things that are none of a function's labels pass as one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vizsla.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["stranger_sentences"]


class Tried(Protocol):
    """Strangers that a function was tried on."""

    @property
    def examples(self) -> int:
        """The number of strangers."""

    @property
    def familiar(self) -> int:
        """The number that gets a label and is not novel."""

    @property
    def sure(self) -> int:
        """The number that gets a sure answer."""


def stranger_sentences(
    far: tuple[Tried | None, str], near: tuple[Tried | None, str], *, sure: bool
) -> Iterator[str]:
    """Yield a sentence for the far strangers and one for the near ones, where they were tried.

    Args:
        far: inputs of quite another kind, and what they are, in words.
        near: inputs that are like the labels, but none of them, and what they are.
        sure: whether to count sure answers; else all that pass as one of the labels.

    """
    passing = "would get a sure answer" if sure else "would pass as one of the labels"
    for start, (tried, what) in (("Other things", far), ("Things like the labels", near)):
        if tried is not None and tried.examples:
            passed = tried.sure if sure else tried.familiar
            share = f" ({percent(passed / tried.examples)})" if passed else ""
            yield f"{start}: of {tried.examples:,} {what}, {passed:,}{share} {passing}."
