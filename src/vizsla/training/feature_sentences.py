"""Says in sentences what each feature adds to the accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import listed, signed_points

if TYPE_CHECKING:
    from vizsla.training.choose_features import MeasuredFeatures
    from vizsla.training.feature_gain import FeatureGain

__all__ = ["feature_sentences", "interval_text"]

MOST_NAMED = 12  # features; of more that do not help, the others are only counted


def feature_sentences(measured: MeasuredFeatures) -> tuple[str, ...]:
    """Return a sentence for each feature that helps, for all, and for those that do not help.

    Args:
        measured: the features with their gains.

    """
    used = [each for each in measured.each if each.factor]
    unused = [each.title for each in measured.each if not each.factor]
    found = [
        f"The feature {each.title!r} {_effect(each.gain)}: alone it adds "
        f"{interval_text(each.gain)} in cross-validation."
        for each in sorted(used, key=lambda each: -each.gain.difference)
    ]
    if len(used) > 1 and measured.together is not None:
        found.append(f"Together these features add {interval_text(measured.together)}.")
    if unused:
        found.append(
            "These features make the scores no better in cross-validation, and are not used: "
            f"{listed(unused, MOST_NAMED)}."
        )
    return tuple(found)


def _effect(gain: FeatureGain) -> str:
    # A used feature makes the log loss fall, which need not change which answer is the best.
    return "helps" if gain.difference > 0 else "makes the scores better"


def interval_text(gain: FeatureGain) -> str:
    """Return a gain in words: ``+1.2 points of accuracy (95 % interval +0.3 to +2.1)``."""
    return (
        f"{signed_points(gain.difference)} points of accuracy (95 % interval "
        f"{signed_points(gain.low)} to {signed_points(gain.high)})"
    )
