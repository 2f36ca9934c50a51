"""Slows down who guesses passwords: after some wrong ones, a name has to wait."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque

from vizsla.errors import RateLimitError

__all__ = ["SignInLimit"]

WINDOW = 900.0  # seconds
# Wrong passwords in that time: of one name from one address, from any address, and of any name
# from one address, which may be a proxy's.
MOST = {"name and address": 10, "name": 100, "address": 300}
MOST_REMEMBERED = 10_000


class SignInLimit:
    """Counts wrong passwords in this process.

    Who knows the name of a person can't lock that person out soon: ten wrong ones lock an address.
    """

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str, str], deque[float]] = OrderedDict()

    def check(self, name: str, address: str) -> None:
        """Refuse an attempt after too many wrong ones.

        Raises:
            RateLimitError: there were too many; the error says how long to wait.

        """
        moment = time.monotonic()
        for key in _keys(name, address):
            found = self._failures.get(key)
            while found and found[0] < moment - WINDOW:
                found.popleft()
            if found and len(found) >= MOST[key[0]]:
                wait = max(1, math.ceil(found[0] + WINDOW - moment))
                raise RateLimitError(
                    f"there were too many wrong passwords; try again in {-(-wait // 60)} minutes, "
                    "or ask an owner for a new invitation",
                    wait,
                )

    def fail(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for key in _keys(name, address):
            found = self._failures.setdefault(key, deque(maxlen=MOST[key[0]]))
            found.append(time.monotonic())
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeed(self, name: str, address: str) -> None:
        """Forget the wrong passwords of a name from an address."""
        self._failures.pop(_keys(name, address)[0], None)


def _keys(name: str, address: str) -> tuple[tuple[str, str, str], ...]:
    known = name.casefold()[:100]
    return (
        ("name and address", known, address),
        ("name", known, ""),
        ("address", "", address),
    )
