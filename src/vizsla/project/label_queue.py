"""A queue of examples to label next, whose order is computed again in the background."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.project.label_ranking import LabelRanking

__all__ = ["LabelQueue"]

FIRST = 2.0  # seconds to wait at most for the first ranking: without it similar ones come together
REST = 2.0  # times as long as a ranking takes, the next one waits


class LabelQueue:
    """Keeps the ranking of one project.

    Nobody waits for a model: an older ranking, or none, is answered where the newest is not ready.

    Args:
        rank: makes a ranking of the project as it is now.
        newest: returns the project's revision.

    """

    def __init__(self, rank: Callable[[], LabelRanking], newest: Callable[[], int]) -> None:
        self._rank = rank
        self._newest = newest
        self._changed = threading.Condition()
        self._ranking: LabelRanking | None = None
        self._working = False
        self._not_before = 0.0
        self._failed_at: int | None = None

    def ranking(self, patience: float) -> LabelRanking | None:
        """Return the newest ranking there is; None before there is any.

        Args:
            patience: seconds to wait for one of the project as it is now, where there is an older.

        """
        revision = self._newest()

        def is_new() -> bool:
            made = -1 if self._ranking is None else self._ranking.revision
            return max(made, -1 if self._failed_at is None else self._failed_at) >= revision

        with self._changed:
            if not is_new():
                if not self._working and time.monotonic() >= self._not_before:
                    self._working = True
                    threading.Thread(target=self._work, name="vizsla-queue", daemon=True).start()
                if self._working:
                    self._changed.wait_for(is_new, FIRST if self._ranking is None else patience)
            return self._ranking

    def _work(self) -> None:
        start = time.monotonic()
        found, failed_at = None, None
        try:
            failed_at = self._newest()
            found = self._rank()
        except VizslaError:  # the oldest come first until the project has changed
            pass
        finally:
            with self._changed:
                end = time.monotonic()
                self._ranking = found or self._ranking
                self._failed_at = failed_at if found is None else None
                self._not_before = end + REST * (end - start)
                self._working = False
                self._changed.notify_all()
