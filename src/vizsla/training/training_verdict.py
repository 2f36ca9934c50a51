"""What the curves say, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.overfitting import Gap, Point

__all__ = ["LabelFit", "Verdict", "judge"]

FEW = 20  # held-back examples below which next to nothing can be said
BY_HEART = 0.05  # a gap that is surely above this, with next to nothing wrong of what was shown
ALL = 0.97
SOME = 0.02
VIEWS = (
    "Many of these pictures look like views of the same things, such as frames of a video or a "
    "burst of shots. What was held back was then not new to it, and how well it did there says "
    "nothing of new things: test it on pictures of other ones, p.test(run, on='labelled/') or "
    "vizsla test PROJECT labelled/, and add examples that differ."
)
RISES = 0.02  # what the last third of the examples must have brought
WEAK = 0.85  # a label of which fewer are found could use more examples
BEHIND = 0.05  # ... if it is that far behind the rest


@dataclass(frozen=True, slots=True)
class LabelFit:
    """How many of a label's examples were found while they were held back.

    Attributes:
        label: its name.
        examples: how many there are.
        found: the share of them that was answered rightly, 0 to 1; None where none was held back.

    """

    label: str
    examples: int
    found: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement.

    Attributes:
        kind: ``views of the same things``, ``too few to tell``, ``by heart``, ``some
            overtraining``, ``more examples would help`` or ``fine``.
        sentences: why, and what to do, for people.

    """

    kind: str
    sentences: tuple[str, ...]


def judge(
    gap: Gap | None,
    curve: Sequence[Point],
    labels: Sequence[LabelFit],
    *,
    repeated_scenes: bool = False,
) -> Verdict:
    """Say whether it has overtrained, and what would help.

    Args:
        gap: between what was shown and what was not; None where nothing was held back.
        curve: by the number of examples.
        labels: how each one does.
        repeated_scenes: whether many pictures are views of the same things.

    """
    if repeated_scenes:
        return Verdict("views of the same things", (VIEWS,))
    lone = [each.label for each in labels if each.found is None]
    if gap is None or gap.examples == 0:
        return Verdict(
            "too few to tell",
            (
                (
                    "Every label has one example only. One example can't be both shown and held "
                    "back, so nothing is known of how this does on new pictures."
                ),
                "Add at least one more example of each label; ten of each is a good start.",
            ),
        )
    sentences = []
    if lone:
        sentences.append(
            f"{_listed(lone)} {'has' if len(lone) == 1 else 'have'} one example only, so how well "
            f"{'it is' if len(lone) == 1 else 'they are'} found is not known: add more."
        )
    figures = (
        f"right on {_percent(gap.shown)} of the examples that it was shown, and on "
        f"{_percent(gap.unshown)} of the same ones when they were held back (the gap is "
        f"{_points(gap.size)}; 95 % interval {100 * gap.low:.0f} to {100 * gap.high:.0f})"
    )
    rising = _rising(curve, gap)
    if gap.low > BY_HEART and gap.shown > ALL:
        kind = "by heart"
        sentences.insert(0, f"It has learnt these pictures by heart: {figures}.")
        sentences.append("More examples, and more different ones, would help.")
    elif gap.examples < FEW:
        kind = "too few to tell"
        sentences.insert(
            0,
            f"Too few examples to tell: it was {figures}. With {gap.examples} examples that may be "
            "luck; ten more of each label would tell.",
        )
    elif gap.low > SOME:
        kind = "some overtraining"
        sentences.insert(0, f"It has learnt a little by heart: {figures}.")
    elif rising:
        kind = "more examples would help"
        sentences.insert(0, f"It still learns from each new example: {figures}.")
    else:
        kind = "fine"
        sentences.insert(0, f"No sign of overtraining that matters: {figures}.")
    sentences.extend(rising)
    sentences.extend(_weak(labels, gap))
    if kind in ("fine", "some overtraining") and gap.unshown < 1 and not rising:
        sentences.append(
            "More examples of the same kind would change little. Look at the mistakes: pictures "
            "that differ from those that it knows, or clearer labels, may help."
        )
    return Verdict(kind, tuple(sentences))


def _rising(curve: Sequence[Point], gap: Gap) -> list[str]:
    if len(curve) < 2 or gap.examples < FEW:  # noqa: PLR2004 - a rise has two ends
        return []
    early, last = curve[-2], curve[-1]
    rise = last.unshown_accuracy - early.unshown_accuracy
    if rise <= RISES:
        return []
    return [
        (
            f"With {early.at} examples it was right on {_percent(early.unshown_accuracy)} of what "
            f"it was not shown, with {last.at} on {_percent(last.unshown_accuracy)}: more "
            "examples would help."
        )
    ]


def _weak(labels: Sequence[LabelFit], gap: Gap) -> list[str]:
    known = [each for each in labels if each.found is not None]
    weak = sorted(
        (
            each
            for each in known
            if each.found is not None and each.found < WEAK and each.found < gap.unshown - BEHIND
        ),
        key=lambda each: (each.found, each.label),
    )[:3]
    return [
        f"More examples of {each.label} would help: {_percent(each.found or 0.0)} of its "
        f"{each.examples} were found."
        for each in weak
    ]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown  # noqa: PLR2004


def _points(gap: float) -> str:
    return f"{100 * gap:.0f} point{'' if round(100 * gap) == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
