"""The order in which to label a project's examples, with a guess of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LabelGuess", "LabelRanking"]


@dataclass(frozen=True, slots=True)
class LabelGuess:
    """A guess of an example's label.

    Attributes:
        label: the likeliest label.
        score: how likely it is right, 0 to 1; None where callers of a function said so.
        labels: in a multi-label project the labels that probably hold, the likeliest first.

    """

    label: str
    score: float | None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelRanking:
    """The order in which to label examples, as it is at one moment.

    Attributes:
        revision: the project's revision of which it was made.
        order: the ids of the examples that help most, the most useful first.
        guesses: the guesses by the ids of unlabelled examples; empty before there is a model.
        groups: ids of examples that are probably equal, the surest groups first.
        labelled: the number of examples that the guesses were learned from.
        run: the number of the run whose settings they were learned with; None before a training.

    """

    revision: int
    order: tuple[int, ...] = ()
    guesses: Mapping[int, LabelGuess] = field(default_factory=dict)
    groups: tuple[tuple[int, ...], ...] = ()
    labelled: int = 0
    run: int | None = None
