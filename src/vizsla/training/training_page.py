"""Draw a training as a page: the learning curves, the gap and the diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.pages.render import render
from vizsla.training.training_summary import training_summary
from vizsla.wording import counted, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.label_recall import LabelRecall
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.trained_head import TrainedHead

__all__ = ["training_page"]


def training_page(head: TrainedHead, heading: str, foot: str, notes: Sequence[str] = ()) -> str:
    """Return a training as a page: one HTML file that refers to nothing outside.

    Args:
        head: the trained head.
        heading: the page's title.
        foot: the date, and what the head was trained with.
        notes: further sentences for the summary.

    """
    accuracies = [
        each
        for point in (*head.training_curve, *head.learning_curve)
        for each in (point.training_accuracy, point.validation_accuracy)
    ]
    least = min(accuracies, default=0.0)
    return render(
        "vizsla.training",
        "training.html",
        title=heading,
        heading=heading,
        sentences=(*training_summary(head), *notes),
        foot=foot,
        examples=len(head.keys),
        gap=head.gap,
        threshold=head.confidence_threshold,
        likely=head.likely_threshold,
        training_curve=_curve(head.training_curve),
        learning_curve=_curve(head.learning_curve),
        accuracy_range=(max(0.0, int(least * 10 - 0.5) / 10), 1.0),
        # The first steps' losses would leave no room for the others.
        training_loss_range=(0.0, _most_loss(head.training_curve[2:] or head.training_curve)),
        learning_loss_range=(0.0, _most_loss(head.learning_curve)),
        words=head.terms is not None,
        labels=[_bar(each) for each in head.label_recalls],
    )


def _curve(points: Sequence[CurvePoint]) -> dict[str, object]:
    """Return the lines of one curve, and the range of its horizontal axis."""
    places = [each.at for each in points] or [1]
    return {
        "points": points,
        "range": (float(max(1, min(places))), float(max(*places, 2))),
        "accuracy": [
            _line("training", 1, [(each.at, each.training_accuracy) for each in points]),
            _line("validation", 0, [(each.at, each.validation_accuracy) for each in points]),
        ],
        "loss": [
            _line("training", 1, [(each.at, each.training_loss) for each in points]),
            _line("validation", 0, [(each.at, each.validation_loss) for each in points]),
        ],
    }


def _line(name: str, colour: int, points: list[tuple[int, float]]) -> dict[str, object]:
    return {"name": name, "colour": colour, "points": points}


def _bar(label: LabelRecall) -> dict[str, object]:
    text = f"unknown: {counted(label.examples, 'example')} only"
    if label.recall is not None:
        text = f"{percent(label.recall)} of {label.examples:,}"
    return {"name": label.label, "value": label.recall or 0.0, "text": text}


def _most_loss(points: Sequence[CurvePoint]) -> float:
    losses = [max(each.training_loss, each.validation_loss) for each in points]
    return max(losses, default=1.0) * 1.1
