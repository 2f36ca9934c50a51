"""Which examples to look for, in which order."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.workspace.label_state import STATES
from vizsla.workspace.search_states import CONTRADICTING, FOUND_STATES, SUGGESTED, SURE, UNUSED

if TYPE_CHECKING:
    from datetime import datetime

    from vizsla.workspace.records import Example

__all__ = ["FILTER_STATES", "ORDERS", "ExampleFilter", "FoundExample", "FoundExamples", "ListPlace"]

ORDERS = ("oldest", "newest", "name", "name reversed")
# What people said of an example, what an exploration found, and what a run suggests.
FILTER_STATES = (*STATES, CONTRADICTING, UNUSED, *FOUND_STATES, SUGGESTED, SURE)


@dataclass(frozen=True, slots=True)
class ExampleFilter:
    """What to look for; each condition must hold, and None, or nothing, asks for nothing.

    Attributes:
        label: examples of this label.
        states: examples that are each of these ``FILTER_STATES``.
        split: examples of ``train`` or ``test``.
        who: examples whose labels this person or program set last, or which it added, where
            nobody has labelled them since.
        words: examples whose name has each of these words, in any case of letters.
        ids: these examples, as far as they are there.
        added_from: examples that were added then or later; the time has a zone.
        added_before: examples that were added before then; the time has a zone.
        order: one of ``ORDERS``.

    """

    label: str | None = None
    states: tuple[str, ...] = ()
    split: str | None = None
    who: str | None = None
    words: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None
    added_from: datetime | None = None
    added_before: datetime | None = None
    order: str = "oldest"

    @property
    def has_conditions(self) -> bool:
        """Whether anything is asked for at all."""
        return replace(self, order=ORDERS[0]) != ExampleFilter()

    def __post_init__(self) -> None:
        """Check the states and the order."""
        for state in self.states:
            if state not in FILTER_STATES:
                choices = ", ".join(map(repr, FILTER_STATES))
                raise OptionError(f"state must be one of {choices}, not {state!r:.80}")
        if self.order not in ORDERS:
            choices = ", ".join(map(repr, ORDERS))
            raise OptionError(f"order must be one of {choices}, not {self.order!r:.80}")


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The place of an example in an order: what comes next goes on behind it.

    Attributes:
        id: the example's id.
        name: its name.

    """

    id: int
    name: str = ""

    def to_text(self) -> str:
        """Return the place as a text for addresses."""
        text = json.dumps([self.id, self.name], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> ListPlace:
        """Read the text that ``to_text`` returned.

        Raises:
            OptionError: the text is none of these.

        """
        try:
            value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            number, name = value
            if isinstance(number, int) and isinstance(name, str) and 0 <= number < 1 << 63:
                return cls(number, name)
        except (binascii.Error, ValueError, TypeError, RecursionError):
            pass
        raise OptionError(f"{text!r:.80} is no place in a list; take the 'next' of a page")


@dataclass(frozen=True, slots=True)
class FoundExample:
    """An example that was found.

    Attributes:
        example: the example.
        who: the person or program that set its labels last, or else added it.

    """

    example: Example
    who: str


@dataclass(frozen=True, slots=True)
class FoundExamples:
    """A page of what was found.

    Attributes:
        found: the examples.
        next: the place behind which the next page begins; None at the end.
        total: the number of examples on all pages.

    """

    found: tuple[FoundExample, ...]
    next: ListPlace | None
    total: int
