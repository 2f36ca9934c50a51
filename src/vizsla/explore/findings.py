"""A finding: the examples, the reason, and the action that deals with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue

__all__ = ["Evidence", "Finding", "Severity", "SuggestedAction"]

Severity: TypeAlias = Literal["must", "should", "look"]


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """The action that deals with a finding.

    Attributes:
        kind: ``remove``, ``leave-out``, ``unsure``, ``merge``, ``add``, ``suggest`` or
            ``new-project``.
        text: the action in words.
        python: the call, with the project as ``p``.
        command: the same on the command line.

    """

    kind: str
    text: str
    python: str
    command: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One example that a finding is about.

    Attributes:
        example: the id of the example.
        score: how strong the evidence is, in the finding's own measure, which ``why`` puts into
            words; None where there is no measure.
        why: the reason, in words.
        beside: the id of the example to compare it with; None where there is none.
        label: the more likely label; None where none is more likely.

    """

    example: int
    score: float | None
    why: str
    beside: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A property of the data that is worth knowing.

    A finding can be given to the methods of a project: ``p.remove(finding)`` removes its evidence.

    Attributes:
        kind: a short name, such as ``duplicates``.
        title: the finding in a few words, with the number of examples.
        why: the reason why it matters.
        evidence: the examples, all of them, the strongest evidence first.
        act: the action that deals with it; None where there is none to suggest.
        severity: ``must`` where a function can't be trusted otherwise, ``should`` where the
            function gets worse, ``look`` where the data may well be right as it is.
        labels: the labels that it is about; empty where it is about examples.

    """

    kind: str
    title: str
    why: str
    evidence: tuple[Evidence, ...]
    act: SuggestedAction | None
    severity: Severity
    labels: tuple[str, ...] = ()

    @property
    def examples(self) -> tuple[int, ...]:
        """The ids of the evidence, each once."""
        return tuple(dict.fromkeys(each.example for each in self.evidence))

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the finding as a value for JSON."""
        return asdict(self)
