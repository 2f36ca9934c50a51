"""How much of its rate a key has used up: inputs raise the level, and time lowers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["NOTHING_USED", "RateLevel"]

MINUTE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class RateLevel:
    """The level of a key, which all servers of a workspace share.

    Attributes:
        used: the inputs that count against the rate at that time.
        at: the time; None where nothing was ever counted.

    """

    used: float = 0.0
    at: datetime | None = None

    def now(self, per_minute: int, moment: datetime | None = None) -> float:
        """Return the inputs that count against a rate at a moment, by default now.

        Args:
            per_minute: the inputs a minute that the key may send.
            moment: a time with a time zone.

        """
        if self.at is None:
            return 0.0
        # The clock of another server may be ahead.
        passed = max(0.0, ((moment or datetime.now(UTC)) - self.at).total_seconds())
        return max(0.0, self.used - passed * per_minute / MINUTE)


NOTHING_USED = RateLevel()
