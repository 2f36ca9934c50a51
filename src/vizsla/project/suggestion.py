"""An example to label next, with the guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.workspace import Example

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to label next.

    Attributes:
        example: the example.
        label: what it probably is; None where too little is labelled to guess.
        score: how likely that is, 0 to 1; None likewise.

    """

    example: Example
    label: str | None
    score: float | None
