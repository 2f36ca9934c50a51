"""What people write on a model card: all else there is measured, and nobody can change it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LONGEST_NOTE", "CardNotes"]

LONGEST_NOTE = 4_000  # characters


@dataclass(frozen=True, slots=True)
class CardNotes:
    """The parts of a card that people write: plain text, in which a line with ``-`` is a list's.

    Attributes:
        purpose: what the function is for, and what not.
        limits: where it fails, as far as its makers know.
        licence: the terms under which others may use it.
        contact: whom to ask.

    """

    purpose: str = ""
    limits: str = ""
    licence: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        """Check the lengths.

        Raises:
            OptionError: a note is too long.

        """
        for name, text in self.to_dict().items():
            if len(text) > LONGEST_NOTE:
                raise OptionError(
                    f"the card's {name} has {len(text):,} characters; write at most "
                    f"{LONGEST_NOTE:,}, and link to the rest"
                )

    def to_dict(self) -> dict[str, str]:
        """Return the notes by their names."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> CardNotes:
        """Read the value of ``to_dict``; a note that is missing is empty."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: str(text) for name, text in value.items() if name in known})
