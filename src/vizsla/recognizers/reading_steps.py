"""Counts the steps that reading a text takes, so that no text takes more than some seconds."""

from __future__ import annotations

from vizsla.errors import InputTooLargeError

__all__ = ["MOST_STEPS", "ReadingSteps"]

MOST_STEPS = 500_000  # of one text; contract/limits.json has the same


class ReadingSteps:
    """The steps that the readers of one text may take together.

    A step is one more word of a number, or one place in a pattern of dates. The same text takes the
    same steps on every machine and in JavaScript.

    Args:
        most: how many there may be.

    """

    def __init__(self, most: int = MOST_STEPS) -> None:
        self.most = most
        self.left = most

    def take(self, count: int = 1) -> None:
        """Count some steps.

        Raises:
            InputTooLargeError: there are none left.

        """
        self.left -= count
        if self.left < 0:
            raise InputTooLargeError(
                f"reading the text takes more than {self.most:,} steps, as its numbers and dates "
                "can be read in very many ways. Give a part of it."
            )
