"""Keeps one box for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from vizsla.answer import Box
    from vizsla.functions.judging_rules import JudgingRules

__all__ = ["distinct_boxes"]


def distinct_boxes(
    boxes: Iterable[Box], rules: JudgingRules, may_overlap: Container[str]
) -> list[Box]:
    """Return the boxes without those that show a thing that an earlier box shows.

    Two boxes of one label show the same thing if one lies within the other: a head in its animal,
    a row of chairs around one of them. Two boxes of animals do if they cover the same place,
    whatever their labels.

    Args:
        boxes: the best first.
        rules: the shares from which on boxes are one.
        may_overlap: the labels whose things do lie within each other: people in a crowd.

    """
    kept: list[Box] = []
    for box in boxes:
        if not any(_are_same(box, other, rules, may_overlap) for other in kept):
            kept.append(box)
    return kept


def _are_same(one: Box, other: Box, rules: JudgingRules, may_overlap: Container[str]) -> bool:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(width, 0.0) * max(height, 0.0)
    areas = one.width * one.height, other.width * other.height
    may_be_one = one.label == other.label and one.label not in may_overlap
    if may_be_one and shared > rules.inside * min(areas):
        return True
    if one.label in rules.animals and other.label in rules.animals:
        return shared > rules.same_animal * (areas[0] + areas[1] - shared)
    return False
