"""Writes the model card: what a function is for, how well it does, and where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import AccuracyEntry, Calibration, Threshold

__all__ = ["NONE_SURE", "known_limits", "write_card"]

MOST_LABELS_SHOWN = 40
NEVER_NONE = """\
It answers with one of its labels even where none of them is right; `sure` should then be false, \
because the input is unlike the training examples, but no such test catches everything."""
MAY_BE_NONE = """\
It answers None for inputs like those that were labelled as none of its labels; other inputs that \
are none of them may still get a label. `sure` should then be false, but no such test catches \
everything."""
NONE_SURE = """\
No answer is sure: there were too few examples to guarantee how often sure answers are right."""
OWN_TEST = "Test it on examples of your own before you rely on it."


def write_card(manifest: Manifest, limits: str) -> str:
    """Return the card, in Markdown.

    Args:
        manifest: the function's manifest.
        limits: where the function fails, and what it is not for.

    """
    licences = (f"- {each.what}: {each.licence} ({each.source})" for each in manifest.licences)
    parts = [
        f"# {manifest.name}",
        manifest.description,
        _labels(manifest),
        f"## What it was trained on\n\n{manifest.trained_on}",
        f"## How well it does\n\n{_figures(manifest)}",
        f"## Where it fails\n\n{limits}",
        "## Licences\n\n" + "\n".join(licences),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def known_limits(manifest: Manifest, encoder_limits: str) -> str:
    """Describe where a trained function fails, for its card.

    Args:
        manifest: the function's manifest.
        encoder_limits: the consequences of the encoder, in sentences; or empty.

    """
    unknown = MAY_BE_NONE if manifest.least_known else NEVER_NONE
    return " ".join(each for each in (unknown, encoder_limits, OWN_TEST) if each)


def _labels(manifest: Manifest) -> str:
    names = [each.answer for each in manifest.labels]
    if not names:
        return ""
    hidden = len(names) - MOST_LABELS_SHOWN
    rest = f", and {hidden} more" if hidden > 0 else ""
    return f"It knows {len(names)} labels: {', '.join(names[:MOST_LABELS_SHOWN])}{rest}."


def _figures(manifest: Manifest) -> str:
    return "\n".join(
        (_test(manifest.test), _sure(manifest.threshold), _calibrated(manifest.calibration))
    )


def _test(test: AccuracyEntry | None) -> str:
    if test is None:
        return "It was not tested."
    return (
        f"{test.accuracy:.1%} right on {test.examples} examples (95 % interval "
        f"{test.low:.1%} to {test.high:.1%}): {test.measured_on}."
    )


def _sure(threshold: Threshold) -> str:
    if threshold.score is None:
        return NONE_SURE
    start = f"An answer is sure from a score of {threshold.score:.2f}"
    if threshold.precision is None:
        return f"{start}; how often sure answers are right was not measured."
    measured = (
        f"{start}: {threshold.precision:.1%} of {threshold.examples} sure answers were right, on "
        f"{threshold.measured_on}."
    )
    if threshold.target is None or threshold.confidence is None or threshold.share is None:
        return measured
    return (
        f"{measured} That is {threshold.share:.0%} of all answers. On examples like these, at "
        f"least {threshold.target:.0%} of the sure answers are right, with "
        f"{threshold.confidence:.0%} confidence."
    )


def _calibrated(calibration: Calibration | None) -> str:
    if calibration is None:
        return (
            "The score is not calibrated: a higher score is more likely to be right, but the "
            "score is not that probability."
        )
    return (
        f"The score is calibrated. Its expected calibration error is {calibration.error:.3f} on "
        f"the examples it was calibrated on ({calibration.measured_on}); a perfectly calibrated "
        f"score would show {calibration.error_by_chance:.3f} there by chance."
    )
