"""One entity of a text: where it stands and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["EntityValue", "FoundEntity"]

EntityValue = dict[str, "str | bool | float | list[dict[str, str]] | None"]


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """What was found in a text.

    Attributes:
        text: the characters of the user's own text, ``source[start:end]``.
        kind: the name that Microsoft's Recognizers-Text gives the type: ``number``, ``currency``.
        value: what the text means, in the fields of that project's resolutions.
        start: the position of the first character, counted as Python counts.
        end: the position after the last character.

    """

    text: str
    kind: str
    value: EntityValue = field(hash=False)
    start: int
    end: int
