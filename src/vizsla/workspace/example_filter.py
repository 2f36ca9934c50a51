"""Which examples to look for, in which order."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from vizsla.workspace.records import Example

__all__ = ["ORDERS", "ExampleFilter", "FoundExample", "FoundExamples", "ListPlace"]

ORDERS = ("oldest", "newest", "name", "name reversed")


@dataclass(frozen=True, slots=True)
class ExampleFilter:
    """What to look for; each condition must hold, and None, or nothing, asks for nothing.

    Attributes:
        label: examples of this label.
        state: ``labelled``, ``unlabelled``, ``unsure`` or ``skipped`` ones.
        split: examples of ``train`` or ``test``.
        who: examples whose labels this person or program set last, or which it added, where
            nobody has labelled them since.
        words: examples whose name has each of these words, in any case of letters.
        ids: these examples, as far as they are there.
        order: one of ``ORDERS``.

    """

    label: str | None = None
    state: str | None = None
    split: str | None = None
    who: str | None = None
    words: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None
    order: str = "oldest"

    def __post_init__(self) -> None:
        """Check the order."""
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
