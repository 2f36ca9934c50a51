"""Writes the card: the page that tells people what a function is for and how well it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest import Calibration, Threshold

__all__ = ["write_card"]

SHOWN = 40


def write_card(manifest: Manifest, limits: str) -> str:
    """Return the card, in Markdown.

    Args:
        manifest: what the function says of itself.
        limits: where it fails, and what it is not for.

    """
    parts = [
        f"# {manifest.name}",
        manifest.description,
        _labels(manifest),
        f"## What it was trained on\n\n{manifest.trained_on}",
        f"## How well it does\n\n{_test(manifest)}",
        f"## Where it fails\n\n{limits}",
        "## Licences\n\n"
        + "\n".join(f"- {each.what}: {each.licence} ({each.source})" for each in manifest.licences),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def _labels(manifest: Manifest) -> str:
    names = [each.answer for each in manifest.labels]
    if not names:
        return ""
    rest = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"It knows {len(names)} labels: {', '.join(names[:SHOWN])}{rest}."


def _test(manifest: Manifest) -> str:
    test, threshold = manifest.test, manifest.threshold
    lines = []
    if test is None:
        lines.append("It was not tested.")
    else:
        lines.append(
            f"{test.accuracy:.1%} right on {test.examples} pictures (95 % interval "
            f"{test.low:.1%} to {test.high:.1%}): {test.measured_on}."
        )
    lines.append(_sure(threshold))
    lines.append(_calibrated(manifest.calibration))
    return "\n".join(lines)


def _sure(threshold: Threshold) -> str:
    if threshold.score is None:
        return (
            "No answer is called sure: there were too few examples to promise how often such "
            "answers are right."
        )
    start = f"An answer is called sure from a score of {threshold.score:.2f}"
    if threshold.precision is None:
        return f"{start}; how often such answers are right was not measured."
    found = (
        f"{start}: {threshold.precision:.1%} of {threshold.examples} such answers were right, on "
        f"{threshold.measured_on}."
    )
    if threshold.target is None or threshold.confidence is None or threshold.share is None:
        return found
    return (
        f"{found} That is {threshold.share:.0%} of all answers. At least {threshold.target:.0%} of "
        f"them are right with {threshold.confidence:.0%} confidence, on pictures like these."
    )


def _calibrated(calibration: Calibration | None) -> str:
    if calibration is None:
        return "The score is not calibrated: it orders answers well, and is not yet a frequency."
    return (
        f"The score is calibrated: on {calibration.measured_on} (and on which it was calibrated), "
        "it is off by "
        f"{calibration.error:.3f} on average (expected calibration error), where a perfectly "
        f"calibrated one would show {calibration.error_by_chance:.3f} by chance."
    )
