"""The facts that are measured on a text, as values and as JSON."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from vizsla.modalities.text.personal_numbers import count_accounts, count_long_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue

__all__ = ["TextFacts", "measure_text"]

_WORD = re.compile(r"\w+")
# Each part is bounded, so that the time grows with the text alone.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The facts of one text.

    Attributes:
        characters: the number of code points.
        words: the number of words: runs of letters, digits and underscores.
        emails: the number of e-mail addresses.
        long_numbers: the number of numbers of at least nine digits, such as those of telephones
            and identities; see ``count_long_numbers``.
        accounts: the number of numbers of cards and bank accounts; see ``count_accounts``.

    """

    characters: int
    words: int
    emails: int
    long_numbers: int
    accounts: int = 0

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the facts as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: Mapping[str, JSONValue]) -> TextFacts:
        """Read facts that ``to_dict`` wrote."""

        def count(name: str) -> int:
            value = facts.get(name, 0)
            return int(value) if isinstance(value, int | float) else 0

        return cls(
            count("characters"),
            count("words"),
            count("emails"),
            count("long_numbers"),
            count("accounts"),
        )


def measure_text(text: str) -> TextFacts:
    """Measure a text, in time that grows with its length."""
    return TextFacts(
        characters=len(text),
        words=sum(1 for _ in _WORD.finditer(text)),
        emails=sum(1 for _ in _EMAIL.finditer(text)) if "@" in text else 0,
        long_numbers=count_long_numbers(text),
        accounts=count_accounts(text),
    )
