"""Match the tags of descriptions: right when any tag is the target, or within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.answer import Description
from vizsla.functions.image_description.classes import classes_from
from vizsla.functions.image_description.read_tables import load_tables
from vizsla.functions.loading import shared_shipped
from vizsla.testing.answer_matcher import AnswerMatcher, MatchedAnswer
from vizsla.testing.label_matcher import label_vocabulary
from vizsla.testing.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.answer import Answer
    from vizsla.functions.base import Function
    from vizsla.testing.vocabulary import Target

__all__ = ["TagMatcher"]


class TagMatcher(AnswerMatcher):
    """Matches the tags of a function that describes images.

    Args:
        function: the function.

    """

    def __init__(self, function: Function[Any, Any]) -> None:
        self.vocabulary = _tag_vocabulary(function)

    def match(self, answer: Answer, truth: Target, targets: Collection[Target]) -> MatchedAnswer:  # noqa: ARG002 - tags count for the truth alone
        """Return the truth where a tag is within it, else the best tag."""
        if not isinstance(answer, Description):
            raise TypeError(f"{answer!r} is not a Description")
        scores = tuple((each.label, each.score) for each in answer.tags)
        if not answer.tags:
            return MatchedAnswer(None, answer.answer, answer.score, scores)
        tag = next((each for each in answer.tags if each.label in truth.keys), answer.tags[0])
        name = truth.name if tag.label in truth.keys else tag.label
        exact = tag.label if tag.label != name else None
        return MatchedAnswer(name, exact, tag.score, scores)

    def notes(self, targets: Collection[Target]) -> tuple[str, ...]:  # noqa: ARG002 - one rule for all
        """Return the rule for descriptions."""
        return (
            (
                "A description counts as right when one of its tags is the label, or is of that "
                "kind; the score is that tag's."
            ),
        )


def _tag_vocabulary(function: Function[Any, Any]) -> Vocabulary:
    """Return the nouns of tags: the detector's things, and the classifier's classes."""
    bundle = shared_shipped(function.manifest.parts["image-classification"]).bundle
    labels, taxonomy, tables = bundle.manifest.labels, bundle.taxonomy(), load_tables()
    ids = [label.id or "" for label in labels]
    classes = classes_from(
        ids,
        [label.answer for label in labels],
        lambda key: taxonomy.above(key) if taxonomy else frozenset((key,)),
        tables,
    )
    nouns = {key: noun.noun for key, noun in zip(ids, classes.nouns, strict=True)}
    own = label_vocabulary(bundle)
    names = {noun: {noun} for noun in nouns.values()}
    for thing in tables.things.values():
        within = {classes.nouns[number].noun for number in classes.within(thing.kinds)}
        names.setdefault(thing.noun.noun, {thing.noun.noun}).update(within)
    return Vocabulary(
        function.name,
        {name: frozenset(keys) for name, keys in names.items()},
        {name: frozenset(nouns[key] for key in keys) for name, keys in own.kinds.items()},
        {
            key: (name, frozenset(nouns[each] for each in keys))
            for key, (name, keys) in own.ids.items()
        },
    )
