"""An entity that a function's features found in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NamedEntity"]


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity that a function's features found in a text.

    Attributes:
        name: the entity's name.
        start: the position of its first character, as Python counts.
        end: the position after its last character.
        value: what it means, such as ``{"values": ["sofa"]}`` of a list.
        role: what it does in the sentence; empty where nothing says it.
        score: how likely it is right, 0 to 1; None where a rule of the function's maker found it.
        kind: the kind of ``recognize_text`` that found it; empty where none did.
        calibrated: whether the score was fitted to how often such entities were right.

    """

    name: str
    start: int
    end: int
    value: Mapping[str, object] = field(default_factory=dict, hash=False)
    role: str = ""
    score: float | None = None
    kind: str = ""
    calibrated: bool = False

    def clashes(self, other: NamedEntity) -> bool:
        """Return whether another entity of the same name has a part of the text in common."""
        overlap = self.start < other.end and other.start < self.end
        return overlap and self.name == other.name
