"""Says in sentences how well entities are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.coded_text import CodedText
from vizsla.testing.interval import wilson
from vizsla.wording import between, counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.features.entity_count import EntityCount

__all__ = ["entity_sentences"]

FEW = 10  # marked ones: with fewer, a share says nothing


def entity_sentences(counts: Sequence[EntityCount], where: str) -> Iterator[CodedText]:
    """Yield a sentence for each entity that is marked often enough, and one for the others.

    Args:
        counts: how well each entity was found.
        where: the texts, in words: ``in cross-validation``.

    """
    few = []
    for each in counts:
        name = f"{each.name}:{each.role}" if each.role else each.name
        marked, found = each.right + each.missed, each.right + each.wrong
        if marked < FEW:
            few.append(name)
            continue
        recall = f"{each.right} of {marked} marked ones are found {where}"
        sentence = f"Entity {name!r}: {recall} ({between(*wilson(each.right, marked))})"
        if found:
            share = between(*wilson(each.right, found))
            sentence += f"; of {found} found ones {each.right} are right ({share})"
        yield CodedText.of(
            f"{sentence}.",
            "entity-found",
            name=name,
            right=each.right,
            marked=marked,
            found=found,
        )
    if few:
        entities = counted(len(few), "entity is", "entities are")
        text = (
            f"{entities} marked too rarely to measure: {listed(few)}. Mark {FEW} or more of each."
        )
        yield CodedText.of(text, "entities-few", names=few, least=FEW)
