"""Finds labels that differ only in spelling."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections import Counter

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["same_label_findings", "spelling_key"]

PLURAL = 3  # letters that a word must have for its final s to be a plural's
NAMED = 5  # labels in a sentence


def same_label_findings(explored: ExploredExamples, counts: Counter[str]) -> list[Finding]:
    """Find labels that differ only in case, spaces, marks or the plural's s.

    Args:
        explored: the examples.
        counts: the number of examples of each label.

    """
    spellings: dict[str, list[str]] = {}
    for label in sorted(counts, key=lambda label: (-counts[label], label)):
        spellings.setdefault(spelling_key(label), []).append(label)
    same = [labels for key, labels in spellings.items() if key and len(labels) > 1]
    if not same:
        return []
    into, *sources = same[0]
    names = "; ".join(" and ".join(repr(each) for each in labels) for labels in same[:NAMED])
    return [
        Finding(
            "same-label",
            f"{counted(len(same), 'label is', 'labels are')} spelt in several ways",
            f"{names}. Labels that differ only in spelling are learned as different labels.",
            tuple(
                Evidence(each.id, None, f"labelled {label!r}", None, labels[0])
                for labels in same
                for each in explored.examples
                for label in each.labels
                if label in labels[1:]
            ),
            suggested_actions.merge(f"Merge them into {into!r}", sources, into, explored.project),
            "should",
            (into, *sources),
        )
    ]


def spelling_key(label: str) -> str:
    """Return a label without the differences that are only spelling; may be empty."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    letters = "".join(each for each in folded if each.isalnum())
    plural = len(letters) > PLURAL and letters.endswith("s") and not letters.endswith("ss")
    return letters[:-1] if plural else letters
