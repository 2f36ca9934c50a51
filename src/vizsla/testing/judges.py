"""Each kind of function's vocabulary, and how its answer is held against a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from vizsla.answer import Description
from vizsla.functions.image_description.tables import load_tables
from vizsla.functions.image_description.things import classes_from
from vizsla.functions.loading import shipped
from vizsla.testing.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vizsla.answer import Answer
    from vizsla.functions.base import Function
    from vizsla.testing.vocabulary import Target

__all__ = ["Given", "Judge", "judge_of"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a function gave, in the words of the test.

    Attributes:
        answer: the name of the target that the answer is within, or else its own.
        said: the function's own word where that differs.
        score: the answer's, 0 to 1.
        scores: the alternatives with their scores, best first.

    """

    answer: str | None
    said: str | None
    score: float
    scores: tuple[tuple[str, float], ...]


class Judge(Protocol):
    """Knows what a function can answer, and holds answers against targets."""

    vocabulary: Vocabulary

    def judge(self, answer: Answer, truth: Target, targets: Iterable[Target]) -> Given:
        """Say what an answer means, given what is true and what else is tested for."""
        ...


def judge_of(function: Function[Any, Any]) -> Judge:
    """Return the judge of a function's answers."""
    if function.answers_in_sentences:
        return _TagJudge(_sentence_words(function))
    return _LabelJudge(_label_words(function))


class _LabelJudge:
    """Right when the answer is the target, or within it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def judge(self, answer: Answer, truth: Target, targets: Iterable[Target]) -> Given:
        scores = tuple((each.answer, each.score) for each in answer.alternatives)
        if answer.answer is None:
            return Given(None, None, answer.score, scores)
        key = answer.alternatives[0].id or answer.answer
        # Of targets one within another (dog, beagle) the truth goes first, then the narrowest.
        holding = [truth, *sorted(targets, key=lambda each: len(each.keys))]
        name = next((each.name for each in holding if key in each.keys), answer.answer)
        said = answer.answer if name != answer.answer else None
        return Given(name, said, answer.score, scores)


class _TagJudge:
    """Right when any of a description's tags is the target, or within it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def judge(self, answer: Answer, truth: Target, targets: Iterable[Target]) -> Given:  # noqa: ARG002 - as the other
        if not isinstance(answer, Description):
            raise TypeError(f"a description was expected, not {answer!r}")
        scores = tuple((each.label, each.score) for each in answer.tags)
        if not answer.tags:
            return Given(None, answer.answer, answer.score, scores)
        tag = next((each for each in answer.tags if each.label in truth.keys), answer.tags[0])
        name = truth.name if tag.label in truth.keys else tag.label
        return Given(name, tag.label if tag.label != name else None, tag.score, scores)


def _label_words(function: Function[Any, Any]) -> Vocabulary:
    labels: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    ids: dict[str, tuple[str, set[str]]] = {}
    taxonomy = function.bundle.taxonomy()
    for label in function.manifest.labels:
        key = label.id or label.answer
        labels.setdefault(label.answer, set()).add(key)
        if label.id is not None:
            ids.setdefault(label.id, (label.answer, set()))[1].add(key)
        for kind in label.path[:-1]:
            kinds.setdefault(kind, set()).add(key)
        if taxonomy is not None and label.id is not None:
            for above in taxonomy.above(label.id):
                name = taxonomy.path(above)[-1]
                kinds.setdefault(name, set()).add(key)
                ids.setdefault(above, (name, set()))[1].add(key)
    return Vocabulary(
        function.name,
        _frozen(labels),
        _frozen(kinds),
        {key: (name, frozenset(keys)) for key, (name, keys) in ids.items()},
    )


def _sentence_words(function: Function[Any, Any]) -> Vocabulary:
    """Return the nouns of a description's tags: the detector's things, the classifier's classes."""
    classifier = shipped(function.manifest.parts["image-classification"])
    tables, manifest = load_tables(), classifier.manifest
    numbers = {label.id or "": number for number, label in enumerate(manifest.labels)}
    classes = classes_from(list(numbers), classifier.labels, _kinds_above(classifier), tables)
    own = _label_words(classifier)
    nouns = {
        label.id or "": noun.noun
        for label, noun in zip(manifest.labels, classes.nouns, strict=True)
    }
    labels = {noun: {noun} for noun in nouns.values()}
    for thing in tables.things.values():
        within = {classes.nouns[number].noun for number in classes.within(thing.kinds)}
        labels.setdefault(thing.noun.noun, {thing.noun.noun}).update(within)
    kinds = {name: frozenset(nouns[key] for key in keys) for name, keys in own.kinds.items()}
    ids = {
        key: (name, frozenset(nouns[each] for each in keys))
        for key, (name, keys) in own.ids.items()
    }
    return Vocabulary(function.name, _frozen(labels), kinds, ids)


def _kinds_above(classifier: Function[Any, Any]) -> Callable[[str], frozenset[str]]:
    """Return what looks up the ids of the kinds above a label, and its own."""
    taxonomy = classifier.bundle.taxonomy()
    return (lambda key: frozenset((key,))) if taxonomy is None else taxonomy.above


def _frozen(names: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(keys) for name, keys in names.items()}
