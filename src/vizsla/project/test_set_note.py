"""Say that the test set has another share of the examples than the training asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.coded_text import CodedText
from vizsla.wording import counted, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.project.snapshot import Snapshot

__all__ = ["test_set_note"]

NEAR = 0.05  # a difference in the share of all labelled examples that needs no sentence


def test_set_note(
    snapshot: Snapshot, splits: Sequence[str | None], share: float
) -> CodedText | None:
    """Return the sentence; None where earlier assignments changed nothing to speak of.

    Args:
        snapshot: the project's examples.
        splits: each example's split in this training.
        share: the share of each label's examples that the test set was to get.

    """
    chosen = [each for n, each in enumerate(splits) if snapshot.examples[n].is_labelled]
    tested = chosen.count("test")
    difference = tested - snapshot.splits(share, anew=True).count("test")
    if abs(difference) <= NEAR * len(chosen):
        return None
    examples = counted(len(chosen), "labelled example")
    values = {"count": tested, "examples": len(chosen), "share": share}
    start = (
        f"The test set has {tested:,} of {examples}, not {percent(share)}: an example never moves "
        "from one set to the other."
    )
    if difference > 0:
        text = f"{start} The training set gets those that you label next."
        return CodedText.of(text, "test-set-large", **values)
    text = (
        f"{start} The test set gets those that you label next; or test on a folder of others: "
        "p.test(run, on='labelled/')"
    )
    return CodedText.of(text, "test-set-small", **values)
