"""Tells how far a long piece of work is, and lets it be stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vizsla.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Cancel", "Progress", "ProgressReporter"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is.

    Attributes:
        stage: what is being done, in words.
        done: how much of the stage.
        total: of how much.
        seconds_left: about how long the stage will still take; None where that is not known yet.

    """

    stage: str
    done: int
    total: int
    seconds_left: float | None


class Cancel(Protocol):
    """What says whether to stop, such as a ``threading.Event``."""

    def is_set(self) -> bool:
        """Tell whether to stop."""
        ...


class ProgressReporter:
    """Passes on how far the work is.

    Args:
        tell: is given each Progress, or None.
        cancel: is asked each time.
        kept: what a stop leaves behind, for the message.

    """

    def __init__(
        self,
        tell: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        kept: str = "the project is as it was",
    ) -> None:
        self._tell = tell
        self._cancel = cancel
        self._kept = kept
        self._stage = ""
        self._began = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell it.

        Raises:
            CancelledError: the user asked to stop.

        """
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError(f"stopped while {stage}, as asked; {self._kept}")
        if self._tell is None:
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began = stage, now
        spent = now - self._began
        left = spent * (total - done) / done if done and spent > 0.05 else None  # noqa: PLR2004
        self._tell(Progress(stage, done, total, left))
