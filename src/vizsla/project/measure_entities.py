"""Tests how well a function of texts finds the entities that are marked in examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.features.entity_count import count_entities
from vizsla.functions.text_classification import TextClassifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.features.entity_count import EntityCount
    from vizsla.functions.classifier import Classifier

__all__ = ["measure_entities"]


def measure_entities(
    function: Classifier[Any], texts: Iterable[tuple[str, Sequence[tuple[int, int, str, str]]]]
) -> tuple[EntityCount, ...]:
    """Compare the entities that a function finds with those that are marked.

    An entity counts where its place, its name and its role are as they are marked. Of what the
    function finds, the names count that are marked somewhere, or learned: nobody marks the others.

    Args:
        function: the function.
        texts: the texts, with what is marked in each.

    Returns:
        The counts; empty for functions without entities.

    """
    if not isinstance(function, TextClassifier):
        return ()
    pairs = [(set(marked), function.entity_places(text)) for text, marked in texts]
    names = function.learned_entities.union(each[2] for marked, _ in pairs for each in marked)
    if not any(marked for marked, _ in pairs):
        return ()
    return count_entities(
        (marked, {each for each in found if each[2] in names}) for marked, found in pairs
    )
