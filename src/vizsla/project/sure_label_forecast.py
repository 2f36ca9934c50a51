"""Says about how many more labels it takes until a project's answers are sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.project.next_step import FEWEST, LABELS
from vizsla.project.training_run import TrainingRun
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.workspace import Store

__all__ = ["SureForecast", "sure_forecast"]


@dataclass(frozen=True, slots=True)
class SureForecast:
    """How far a project is from sure answers.

    Attributes:
        state: ``start`` where there are too few labels for a first training, ``train`` where
            training again would show it, ``more`` where it needs more labels, ``sure`` where some
            answers are sure, ``unknown`` where more labels alone would not do: even the highest
            scores are wrong too often.
        more: about how many more labels; 0 but for ``start`` and ``more``.
        run: the number of the run that says so; None before a training.

    """

    state: str
    more: int = 0
    run: int | None = None


def sure_forecast(store: Store) -> SureForecast:
    """Return how far a project is from sure answers, by its last run and the labels since."""
    runs = store.runs()
    if not runs:
        named = [each.positive for each in store.labels() if each.name != NONE_OF_THESE]
        wanted = 1 if store.multi_label else LABELS
        most = sorted([*named, *[0] * wanted], reverse=True)[:wanted]
        more = sum(max(0, FEWEST - each) for each in most)
        return SureForecast("start", more) if more else SureForecast("train")
    run = TrainingRun(store, runs[-1])
    threshold = run.figures["confidence_threshold"]
    if threshold["score"] is not None:
        return SureForecast("sure", run=run.number)
    since = store.changed_since_run(run.number)
    if threshold["more"] is None:
        return SureForecast("train" if since else "unknown", run=run.number)
    left = int(threshold["more"]) - since
    return (
        SureForecast("more", left, run.number)
        if left > 0
        else SureForecast("train", run=run.number)
    )
