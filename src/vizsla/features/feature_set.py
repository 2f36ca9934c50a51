"""The compiled features of a function of texts, as its bundle holds them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.features.phrase_list import PhraseList
    from vizsla.features.regular_expression import RegularExpression
    from vizsla.features.sequence_tagger import SequenceTagger
    from vizsla.features.text_pattern import TextPattern

__all__ = ["LEAST", "FeatureSet", "LabelPattern", "LearnedEntities"]

LEAST = 1e-6  # nearer to 0 or 1 a score says no more
MOST_ODDS = 700.0  # the exponential of more is no number


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """A pattern of sentences with one label."""

    pattern: TextPattern
    label: str


@dataclass(frozen=True, eq=False, slots=True)
class LearnedEntities:
    """A tagger, and what its kinds are.

    Attributes:
        tagger: the tagger.
        kinds: the name and the role, or "", of each kind.
        calibration: the slope and the intercept of the line that turns the log-odds of the tagger's
            score into those of the entity's; None where too few were validated.

    """

    tagger: SequenceTagger
    kinds: tuple[tuple[str, str], ...]
    calibration: tuple[float, float] | None = None

    def score(self, score: float) -> float:
        """Return how likely an entity is right, by the tagger's score of it."""
        if self.calibration is None:
            return score
        slope, intercept = self.calibration
        kept = min(max(score, LEAST), 1 - LEAST)
        odds = slope * math.log(kept / (1 - kept)) + intercept
        return 1 / (1 + math.exp(-min(max(odds, -MOST_ODDS), MOST_ODDS)))


@dataclass(frozen=True, eq=False, slots=True)
class FeatureSet:
    """Compiled features.

    Attributes:
        language: the texts' language, such as ``en``.
        lists: the values of list entities, by name.
        expressions: the regular expressions of entities, by name.
        kinds: the kinds of ``recognize_text`` that are entities, by name.
        anything: the entities that stand for any words, by name, with their exceptions.
        patterns: the patterns.
        phrase_lists: the phrase lists, by name: what they hold has the value "".
        feature_expressions: the regular expressions that are features alone, by name.
        required: by label the names without which a text never has the label.
        needed: by learned entity the names of entities that must be where it is.
        parts: by entity the names of those that are its parts where they lie within it.
        learned: the taggers.

    """

    language: str
    lists: Mapping[str, PhraseList] = field(default_factory=dict)
    expressions: Mapping[str, tuple[RegularExpression, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anything: Mapping[str, PhraseList] = field(default_factory=dict)
    patterns: tuple[LabelPattern, ...] = ()
    phrase_lists: Mapping[str, PhraseList] = field(default_factory=dict)
    feature_expressions: Mapping[str, RegularExpression] = field(default_factory=dict)
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    learned: tuple[LearnedEntities, ...] = ()

    def with_learned(self, learned: tuple[LearnedEntities, ...]) -> FeatureSet:
        """Return these features with taggers."""
        return replace(self, learned=learned)
