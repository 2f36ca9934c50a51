"""The page of a training: the curves, the gap and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.pages.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.overfitting import Point
    from vizsla.training.train import Trained

__all__ = ["training_page"]

SHOWN, HELD = "shown", "held back"


def training_page(trained: Trained, heading: str, sentences: Sequence[str], foot: str) -> str:
    """Return a self-contained page.

    Args:
        trained: the head.
        heading: the page's title.
        sentences: what it comes to, the most important first.
        foot: when and with what it was trained.

    """
    accuracies = [
        each
        for point in (*trained.by_step, *trained.by_examples)
        for each in (point.shown_accuracy, point.unshown_accuracy)
    ]
    least = min(accuracies, default=0.0)
    return render(
        "vizsla.training",
        "training.html",
        title=heading,
        heading=heading,
        sentences=list(sentences),
        foot=foot,
        examples=len(trained.keys),
        gap=trained.gap,
        threshold=trained.confidence_threshold,
        by_step=trained.by_step,
        by_examples=trained.by_examples,
        by_step_accuracy=_series(trained.by_step, "accuracy"),
        by_step_loss=_series(trained.by_step, "loss"),
        by_examples_accuracy=_series(trained.by_examples, "accuracy"),
        by_examples_loss=_series(trained.by_examples, "loss"),
        step_range=_range(trained.by_step),
        examples_range=_range(trained.by_examples),
        accuracy_range=(max(0.0, int(least * 10 - 0.5) / 10), 1.0),
        # The first steps' loss would leave no room for the rest.
        step_loss_range=(0.0, _most_loss(trained.by_step[2:] or trained.by_step)),
        examples_loss_range=(0.0, _most_loss(trained.by_examples)),
        labels=[
            {
                "name": each.label,
                "value": each.found or 0.0,
                "text": (
                    f"{each.found:.0%} of {each.examples}"
                    if each.found is not None
                    else f"not known: {each.examples} only"
                ),
            }
            for each in trained.label_fits
        ],
    )


def _series(points: Sequence[Point], what: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "colour": colour,
            "points": [(each.at, getattr(each, f"{which}_{what}")) for each in points],
        }
        for name, which, colour in ((SHOWN, "shown", 1), (HELD, "unshown", 0))
    ]


def _range(points: Sequence[Point]) -> tuple[float, float]:
    places = [each.at for each in points] or [1]
    return float(max(1, min(places))), float(max(*places, 2))


def _most_loss(points: Sequence[Point]) -> float:
    return max((max(each.shown_loss, each.unshown_loss) for each in points), default=1.0) * 1.1
