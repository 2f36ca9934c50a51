"""What was found: the pictures, why, and the one call that acts on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

__all__ = ["Action", "Evidence", "Finding", "Severity"]

Severity: TypeAlias = Literal["must", "should", "look"]


@dataclass(frozen=True, slots=True)
class Action:
    """The one call that acts on a finding.

    Attributes:
        text: what it does, for people.
        python: the call, with the project as ``p``.
        command: the same on the command line.

    """

    text: str
    python: str
    command: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One picture that shows what was found.

    Attributes:
        example: its id.
        score: how strong it is, in the finding's own measure, which its ``why`` puts into words;
            None where there is none.
        why: what is the matter with it.
        beside: the id of the picture to see it beside; None where there is none.
        label: the label that it seems to be; None where nothing tells.

    """

    example: int
    score: float | None
    why: str
    beside: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the data that is worth knowing.

    It may be handed to the project's methods whole: ``p.remove(finding)`` acts on its evidence.

    Attributes:
        kind: a short name, such as ``duplicates``.
        title: what was found, in a few words, with the number.
        why: why it matters.
        evidence: the pictures, the strongest first, all of them.
        act: what to do about it; None where only a look helps.
        severity: ``must`` is in the way of a function that can be believed, ``should`` makes it
            worse, ``measure`` may well be right as it is.

    """

    kind: str
    title: str
    why: str
    evidence: tuple[Evidence, ...]
    act: Action | None
    severity: Severity

    @property
    def examples(self) -> tuple[int, ...]:
        """The ids of the evidence, each once."""
        return tuple(dict.fromkeys(each.example for each in self.evidence))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)
