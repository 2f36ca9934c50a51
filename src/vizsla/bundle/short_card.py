"""The card of a function in two sentences, for a list of functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.multi_label_kinds import is_multi_label
from vizsla.wording import counted, percent

if TYPE_CHECKING:
    from vizsla.bundle.manifest import Manifest

__all__ = ["short_card"]


def short_card(manifest: Manifest) -> str:
    """Return what a function answers and how well, and how far to rely on an answer."""
    return f"{manifest.description.rstrip('. ')}{_how_well(manifest)}. {_reliance(manifest)}."


def _how_well(manifest: Manifest) -> str:
    test = manifest.test
    if test is None:
        return " (not tested)"
    exactly = "exactly the right labels for" if is_multi_label(manifest.kind) else "right on"
    examples = counted(test.examples, "test example")
    return f" ({exactly} {percent(test.accuracy)} of {examples})"


def _reliance(manifest: Manifest) -> str:
    threshold = manifest.threshold
    one, many = ("box", "boxes") if manifest.box_scores else ("answer", "answers")
    if threshold.score is None:
        return (
            f"Its `sure` is always false, as too few examples show how often its {many} are "
            "right: ask a person, or say that it is not sure, rather than rely on it"
        )
    measured = ""
    if threshold.precision is not None and threshold.examples:
        sure = counted(threshold.examples, f"sure {one} was", f"sure {many} were")
        measured = f" ({percent(threshold.precision)} of {sure} right)"
    return (
        "If `sure` is false, ask a person, or say that it is not sure, rather than rely on the "
        f"{one}{measured}"
    )
