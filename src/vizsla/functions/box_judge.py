"""Judges a detector's boxes with a classifier, which knows better what a thing is.

The classifier is asked about the part of the image around a box. Where it is sure of another animal
the box gets that animal's name, or is left out where no label is for it. The other boxes' scores
become shares of right boxes by the lines of the manifest, which were fitted on boxes judged by eye.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.functions.distinct_boxes import distinct_boxes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vizsla.answer import Box
    from vizsla.bundle.manifest_entries import BoxScores, Line
    from vizsla.functions.judging_rules import JudgingRules

__all__ = ["BoxJudge", "own_share"]


class BoxJudge:
    """Gives boxes the name and the score that both models agree on.

    Args:
        rules: the rules of ``contract/detection.json``.
        lines: the lines of the manifest.
        above: for each of the classifier's classes the WordNet ids of the kinds that it is in.

    """

    def __init__(
        self, rules: JudgingRules, lines: BoxScores, above: Sequence[frozenset[str]]
    ) -> None:
        self._rules = rules
        self._lines = lines

        def within(ids: Iterable[str]) -> tuple[int, ...]:
            wanted = frozenset(ids)
            return tuple(number for number, kinds in enumerate(above) if kinds & wanted)

        self._animals = {label: within(ids) for label, ids in rules.animals.items()}
        things = {label: within(ids) for label, ids in rules.things.items()}
        self._classes: Mapping[str, tuple[int, ...]] = {**self._animals, **things}
        named = {number for numbers in self._animals.values() for number in numbers}
        self._other_animals = tuple(
            number for number in within([rules.animal]) if number not in named
        )

    def judge(self, boxes: Sequence[Box], classify: Callable[[Box], Sequence[float]]) -> list[Box]:
        """Return the boxes, judged, the best first.

        Args:
            boxes: the detector's, the best first, with the network's own scores.
            classify: returns the score of each of the classifier's classes, for the part of the
                image around a box.

        """
        found = []
        crops, people = self._rules.most_crops, self._rules.most_people
        least = self._rules.least_score
        for box in self._distinct(boxes):
            is_own = box.label in self._lines.labels
            # The lines were fitted from that score on: below it evidence would count too much.
            if box.score < least or crops == 0 or (is_own and people == 0):
                found.append(replace(box, score=own_share(box, self._lines, self._rules)))
                continue
            crops, people = crops - 1, people - is_own
            scores = classify(box)
            label = self.name(box.label, scores)
            if label is not None:
                line, evidence = self.evidence(label, scores)
                share = _share(line, box.score, evidence, self._rules)
                found.append(replace(box, label=label, score=share))
        return self._distinct(sorted(found, key=lambda box: -box.score))

    def nothing(self, hidden: float) -> tuple[float, bool]:
        """Return how likely nothing is there where no box is shown, and whether that is sure.

        Args:
            hidden: the score of the best box that is not shown; 0 where there is none.

        """
        line, sure = self._lines.nothing, self._lines.sure_nothing
        score = _sigmoid(line.intercept + line.slope * hidden)
        return score, sure is not None and score >= sure

    def name(self, label: str, scores: Sequence[float]) -> str | None:
        """Return a box's label; None where it shows an animal that no label is for.

        Args:
            label: the network's label.
            scores: the score of each of the classifier's classes.

        """
        if label in self._lines.labels:
            return None if self._is_other_animal(scores) else label
        if label not in self._animals:
            return label
        sums = {each: _sum(scores, numbers) for each, numbers in self._animals.items()}
        best = max(sums, key=lambda each: sums[each])
        if best != label and sums[best] >= self._rules.rename:
            return best
        if label in self._rules.well_known:
            others = _sum(scores, self._other_animals)
            if sums[label] < self._rules.absent and others >= self._rules.other_animal:
                return None
            return label
        return None if self._is_other_animal(scores) else label

    def evidence(self, label: str, scores: Sequence[float]) -> tuple[Line, float]:
        """Return the line for a label, and the classifier's evidence that it takes.

        Args:
            label: the box's label.
            scores: the score of each of the classifier's classes.

        """
        if label in self._lines.labels:
            return self._lines.labels[label], 0.0
        classes = self._classes.get(label, ())
        if classes:
            return self._lines.known, math.log(_sum(scores, classes) + self._rules.little)
        return self._lines.unknown, float(max(scores))

    def _is_other_animal(self, scores: Sequence[float]) -> bool:
        """Return whether the classifier is sure of an animal that no label is for."""
        return any(scores[each] >= self._rules.other_animal for each in self._other_animals)

    def _distinct(self, boxes: Iterable[Box]) -> list[Box]:
        return distinct_boxes(boxes, self._rules, self._lines.labels)


def own_share(box: Box, lines: BoxScores, rules: JudgingRules) -> float:
    """Return the share of right boxes with the network's own score and no other evidence."""
    return _share(lines.labels.get(box.label, lines.unasked), box.score, 0.0, rules)


def _share(line: Line, score: float, evidence: float, rules: JudgingRules) -> float:
    least = _sigmoid(-rules.most_logit)
    clipped = min(max(score, least), 1 - least)
    logit = math.log(clipped / (1 - clipped))
    return _sigmoid(line.intercept + line.slope * logit + line.evidence * evidence)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _sum(scores: Sequence[float], numbers: Iterable[int]) -> float:
    total = 0.0  # not sum(), which from Python 3.12 on rounds otherwise than JavaScript
    for number in numbers:
        total += scores[number]
    return total
