"""Say in sentences what the words sure and likely promise for a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import counted, percent, threshold_text

if TYPE_CHECKING:
    from vizsla.bundle.manifest import Manifest
    from vizsla.bundle.manifest_entries import Threshold

__all__ = ["promises", "why_never_sure"]


def why_never_sure(manifest: Manifest) -> str | None:
    """Return why no answer of a function is sure, and what would help; None where some are."""
    threshold = manifest.threshold
    if threshold.score is not None:
        return None
    if threshold.more is None:
        return (
            "No answer of this function is sure: its training examples can't show how often its "
            "answers are right."
        )
    return (
        "No answer of this function is sure yet: about "
        f"{counted(threshold.more, 'more labelled example', 'more labelled examples')} would be "
        "needed."
    )


def promises(manifest: Manifest) -> tuple[str, ...]:
    """Return a sentence for sure answers, and one for likely answers where there are any."""
    sure = why_never_sure(manifest) or _promise("sure", manifest.threshold)
    likely = manifest.likely
    if likely is None or likely.score is None or likely.score == manifest.threshold.score:
        return (sure,)
    return sure, _promise("likely", likely)


def _promise(word: str, threshold: Threshold) -> str:
    start = f"Answers are {word} from a score of {threshold_text(threshold.score or 0)} on"
    if threshold.target is None or threshold.share is None:
        return f"{start}."
    return (
        f"{start}, {percent(threshold.share)} of all: at least {percent(threshold.target)} of "
        f"{word} answers are right."
    )
