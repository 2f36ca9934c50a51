"""Writes the part of a model card on how well a multi-label function does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.publish.markdown_text import markdown_text
from vizsla.wording import counted, threshold_text

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import AccuracyEntry, Label, Threshold

__all__ = ["MAY_HAVE_NONE", "multi_label_card_figures"]

PROMISED = """\
A label is sure by its own threshold, which promises the same of that label; one that a person \
chose promises nothing:"""
MAY_HAVE_NONE = """\
It may give several labels or none: each label that is likelier than not. A label that it does not \
know is never given, and an input unlike the training examples should be novel, so that nothing is \
sure; no such test catches everything."""


def multi_label_card_figures(manifest: Manifest, sure: str) -> str:
    """Return the figures, as Markdown.

    Args:
        manifest: the function's manifest.
        sure: the sentence on sure answers.

    """
    promises = [
        _test(manifest.test),
        sure,
        PROMISED,
    ]
    rows = [
        "| label | sure from | likely from | calibration error | by chance |",
        "|---|---|---|---|---|",
        *map(_row, manifest.labels),
    ]
    return "\n".join(promises) + "\n\n" + "\n".join(rows)


def _test(test: AccuracyEntry | None) -> str:
    if test is None:
        return "It was not tested."
    return (
        f"Exactly the right labels for {test.accuracy:.1%} of {counted(test.examples, 'example')} "
        f"(95 % interval {test.low:.1%} to {test.high:.1%}): {test.measured_on}."
    )


def _row(label: Label) -> str:
    error = chance = "not calibrated"
    if label.calibration is not None:
        error, chance = (
            f"{each:.3f}" for each in (label.calibration.error, label.calibration.error_by_chance)
        )
    cells = (markdown_text(label.answer), _from(label.threshold), _from(label.likely))
    return f"| {' | '.join((*cells, error, chance))} |"


def _from(threshold: Threshold | None) -> str:
    if threshold is None or threshold.score is None:
        return "never"
    text = threshold_text(threshold.score)
    if threshold.target is not None:
        return text
    if threshold.precision is None:
        return f"{text}, chosen"
    return f"{text}, chosen: {threshold.precision:.1%} of {threshold.examples} right in the test"
