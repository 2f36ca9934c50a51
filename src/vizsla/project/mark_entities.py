"""Marks entities in the texts of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.workspace import LabelAction, LabelledEntity, Store

__all__ = ["mark_entities"]


def mark_entities(
    store: Store, number: int, entities: Sequence[LabelledEntity] | None, who: str | None
) -> LabelAction:
    """Mark entities in a text, in place of those that were marked.

    Args:
        store: the project's store.
        number: the example's id.
        entities: the entities; empty where there is none, None where nobody has looked.
        who: the person or program that marks them.

    Raises:
        OptionError: the project has no texts, or an entity is not within the text.
        NotFoundError: there is no such example.

    """
    modality = modality_named(store.modality)
    if not modality.str_is_content:
        raise OptionError(f"{store.name!r} has {modality.plural}; entities are marked in texts")
    (example,) = store.get([number])
    text = modality.load(store.read(example))
    for each in entities or ():
        if each.end > len(text):
            raise OptionError(
                f"the entity {each.name!r:.90} ends at {each.end}, and the text has "
                f"{len(text)} characters; count characters as Unicode does, from 0"
            )
    return store.set_entities({number: entities}, who)
