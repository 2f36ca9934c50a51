"""Match answers that are labels: right when the answer is the target, or within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.testing.answer_matcher import AnswerMatcher, MatchedAnswer
from vizsla.testing.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.answer import Answer
    from vizsla.bundle import Bundle
    from vizsla.functions.base import Function
    from vizsla.testing.vocabulary import Target

__all__ = ["BestBoxMatcher", "LabelMatcher", "label_vocabulary"]

NAMED = 5  # kinds that a note names


class LabelMatcher(AnswerMatcher):
    """Matches the answers of a function that answers with labels.

    Args:
        function: the function.

    """

    def __init__(self, function: Function[Any, Any]) -> None:
        self.vocabulary = label_vocabulary(function.bundle)

    def match(self, answer: Answer, truth: Target, targets: Collection[Target]) -> MatchedAnswer:
        """Return an answer as the truth, or as the narrowest target that it is within."""
        scores = tuple((each.answer, each.score) for each in answer.alternatives)
        if answer.answer is None:
            return MatchedAnswer(None, None, answer.score, scores)
        key = answer.alternatives[0].id or answer.answer
        # Where targets are within each other (dog, beagle) the truth goes first.
        ordered = [truth, *sorted(targets, key=lambda each: len(each.keys))]
        name = next((each.name for each in ordered if key in each.keys), answer.answer)
        exact = answer.answer if name != answer.answer else None
        return MatchedAnswer(name, exact, answer.score, scores)

    def notes(self, targets: Collection[Target]) -> tuple[str, ...]:
        """Return the rule for targets that are wider kinds, if there are any."""
        wide = sorted({each.name for each in targets if each.is_kind and each.name})
        if not wide:
            return ()
        more = ", ..." if len(wide) > NAMED else ""
        note = (
            f"For wider kinds ({', '.join(wide[:NAMED])}{more}) any answer of that kind counts as "
            "right; the score is the exact answer's, and so on the low side for the kind."
        )
        return (note,)


class BestBoxMatcher(LabelMatcher):
    """Matches the answers of a detector: the label of the best box."""

    def notes(self, targets: Collection[Target]) -> tuple[str, ...]:  # noqa: ARG002 - one rule for all
        """Return the rule for detections."""
        return ("A detection counts as right when the best box has the example's label.",)


def label_vocabulary(bundle: Bundle) -> Vocabulary:
    """Return the names of a bundle's labels, and of the kinds above them."""
    labels: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    ids: dict[str, tuple[str, set[str]]] = {}
    taxonomy = bundle.taxonomy()
    for label in bundle.manifest.labels:
        key = label.id or label.answer
        labels.setdefault(label.answer, set()).add(key)
        for kind in label.path[:-1]:
            kinds.setdefault(kind, set()).add(key)
        if label.id is None:
            continue
        ids.setdefault(label.id, (label.answer, set()))[1].add(key)
        if taxonomy is None:
            continue
        for above in taxonomy.above(label.id):
            name = taxonomy.path(above)[-1]
            kinds.setdefault(name, set()).add(key)
            ids.setdefault(above, (name, set()))[1].add(key)
    return Vocabulary(
        bundle.manifest.name,
        {name: frozenset(keys) for name, keys in labels.items()},
        {name: frozenset(keys) for name, keys in kinds.items()},
        {key: (name, frozenset(keys)) for key, (name, keys) in ids.items()},
    )
