"""The parameters of the addresses of LUIS's predictions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LuisParameters"]

TRUTHS = {"true": True, "1": True, "false": False, "0": False}
KEY = "subscription-key"
IGNORED = frozenset(("log", KEY))  # queries are not kept
SPELLING = "bing-spell-check-subscription-key"
FURTHEST = 14 * 60  # minutes between UTC and a time zone


class LuisParameters:
    """The parameters of an address, by their names in any case of letters.

    Args:
        given: the parameters.
        allowed: those that the route takes.

    Raises:
        OptionError: one is unknown, or asks for what is not there.

    """

    def __init__(self, given: Mapping[str, str], *allowed: str) -> None:
        self._given = {name.lower(): text for name, text in given.items()}
        if self.truth("spellcheck") or SPELLING in self._given:
            raise OptionError(
                "spellCheck: this server corrects no spelling; leave the parameter out, and send "
                "the text as it should be read"
            )
        known = {*map(str.lower, allowed), *IGNORED, "spellcheck"}
        for name in given:
            if name.lower() not in known:
                raise OptionError(
                    f"there is no parameter {name!r:.80} here; it takes {', '.join(allowed)}"
                )

    def text(self, name: str) -> str | None:
        """Return a parameter's text; None where it is not there."""
        return self._given.get(name.lower())

    def truth(self, name: str) -> bool:
        """Return whether a parameter is true.

        Raises:
            OptionError: it is neither true nor false.

        """
        text = self.text(name) or "false"
        if text.lower() not in TRUTHS:
            raise OptionError(f"{name}={text!r:.80} is neither true nor false")
        return TRUTHS[text.lower()]

    def now(self, name: str) -> datetime:
        """Return the moment where a time zone is some minutes off UTC; UTC where none is said.

        Raises:
            OptionError: it is no number of minutes, or more than any time zone is off.

        """
        text = self.text(name) or "0"
        try:
            minutes = float(text)
        except ValueError:
            minutes = FURTHEST + 1
        if not -FURTHEST <= minutes <= FURTHEST:
            raise OptionError(f"{name}={text!r:.80} is no number of minutes, from -840 to 840")
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=minutes)
