"""Report the progress of a long piece of work, and let the user cancel it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vizsla.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Cancel", "Progress", "ProgressReporter"]

SOON = 0.05  # seconds of a stage before which its speed is unknown


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of one stage.

    Attributes:
        stage: the work that is being done, in words.
        done: the number of items that are done.
        total: the number of items in the stage.
        seconds_left: about how long the stage will still take; None where that is not known yet.

    """

    stage: str
    done: int
    total: int
    seconds_left: float | None


class Cancel(Protocol):
    """A signal to stop, such as a ``threading.Event``."""

    def is_set(self) -> bool:
        """Return whether to stop."""
        ...


class ProgressReporter:
    """Reports progress to a callback, and stops the work when the user cancels it.

    Args:
        callback: called with each Progress, or None.
        cancel: the signal to stop, checked at each report.
        outcome: the state after the work is cancelled, for the message.

    """

    def __init__(
        self,
        callback: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        outcome: str = "the project is as it was",
    ) -> None:
        self._callback = callback
        self._cancel = cancel
        self._outcome = outcome
        self._stage = ""
        self._began = 0.0

    def report(self, stage: str, done: int, total: int) -> None:
        """Report the progress of a stage.

        Args:
            stage: the work that is being done, in words.
            done: the number of items that are done.
            total: the number of items in the stage.

        Raises:
            CancelledError: the user cancelled the work.

        """
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError(f"stopped while {stage}, as asked; {self._outcome}")
        if self._callback is None:
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began = stage, now
        spent = now - self._began
        left = spent * (total - done) / done if done and spent > SOON else None
        self._callback(Progress(stage, done, total, left))
