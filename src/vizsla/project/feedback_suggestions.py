"""Suggests the examples that callers gave feedback on, before all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vizsla.project.suggestion import Suggestion
from vizsla.workspace.label_state import UNLABELLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.workspace import Example
    from vizsla.workspace.feedback_records import Feedback

__all__ = ["feedback_suggestions"]


def feedback_suggestions(
    feedback: Iterable[Feedback], examples: Iterable[Example], *, multi_label: bool
) -> list[Suggestion]:
    """Return the examples with feedback that nobody has looked at.

    Those whose answer is said to be wrong come first: there is the most to learn from them. What
    was said most often of an example is its guess; of equals, what was said last.

    Args:
        feedback: the feedback on examples that nobody has looked at, oldest first.
        examples: the examples of the project.
        multi_label: whether an example may have several labels.

    """
    said: defaultdict[int, list[Feedback]] = defaultdict(list)
    for each in feedback:
        said[each.example].append(each)
    found = [
        _suggestion(each, said[each.id], multi_label=multi_label)
        for each in examples
        if each.id in said and each.state == UNLABELLED
    ]
    return sorted(found, key=lambda each: each.feedback[0].says_right)


def _suggestion(example: Example, said: list[Feedback], *, multi_label: bool) -> Suggestion:
    votes = Counter(each.labels for each in said)
    newest = said[::-1]
    first = max(newest, key=lambda each: votes[each.labels])
    others = tuple(each for each in newest if each is not first)
    label = first.labels[0] if first.labels else None
    labels = first.labels if multi_label else ()
    return Suggestion(example, label, None, labels, (first, *others))
