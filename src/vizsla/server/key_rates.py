"""Refuses the calls of a key that has sent too many inputs, here or to servers beside."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from vizsla.errors import RateLimitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.workspace.api_keys import ApiKey

__all__ = ["KeyRates"]

MINUTE = 60.0  # seconds


class KeyRates:
    """The inputs that count against the rate of each key.

    The database has what all servers counted up to a second or two ago; this one's newest inputs
    come on top. So several servers together let through more than the rate for that time alone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._levels: dict[int, tuple[float, float]] = {}  # inputs, and since when
        self._unsaved: Counter[int] = Counter()

    def check(self, key: ApiKey) -> None:
        """Refuse a call of a key that has made too many.

        Raises:
            RateLimitError: it has; the error says when the next call may be made.

        """
        if key.per_minute is None:
            return
        over = self._used(key.row_id, key.per_minute) + 1 - key.per_minute
        if over > 0:
            seconds = over * MINUTE / key.per_minute
            raise RateLimitError(
                f"the key {key.name!r} may send {key.per_minute} inputs a minute; wait "
                f"{seconds:.0f} s",
                max(1, round(seconds + 0.5)),
            )

    def take(self, key: ApiKey, inputs: int) -> None:
        """Count inputs; a request with many may leave a debt.

        The rate is checked again: other requests may have come while the body was received.

        Raises:
            RateLimitError: the key has made too many calls.

        """
        self.check(key)
        if key.per_minute is not None:
            with self._lock:
                self._set(key.row_id, self._used(key.row_id, key.per_minute) + inputs)
                self._unsaved[key.row_id] += inputs

    def learn(self, key: ApiKey) -> None:
        """Take over the count of all servers, as a key that was just read has it."""
        if key.per_minute is not None:
            with self._lock:
                shared = key.level.now(key.per_minute)
                self._set(key.row_id, shared + self._unsaved[key.row_id])

    def unsaved(self) -> dict[int, int]:
        """Return the inputs of each key, by the number of its row, that are to be saved."""
        with self._lock:
            return {row_id: count for row_id, count in self._unsaved.items() if count}

    def saved(self, counts: Mapping[int, int]) -> None:
        """Say that inputs are in the database."""
        with self._lock:
            self._unsaved.subtract(counts)

    def _used(self, row_id: int, per_minute: int) -> float:
        used, since = self._levels.get(row_id, (0.0, 0.0))
        return max(0.0, used - (time.monotonic() - since) * per_minute / MINUTE)

    def _set(self, row_id: int, used: float) -> None:
        self._levels[row_id] = used, time.monotonic()
