"""Shows examples: their texts, and thumbnails that are made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.modalities.base import as_text
from vizsla.modalities.registry import modality_named
from vizsla.project.project_files import read_those_left

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.modalities.limits import Limits
    from vizsla.workspace import Example, Store

__all__ = ["texts_of", "thumbnail_of"]

LONGEST = 2_000  # characters of a text in a list


def texts_of(store: Store, examples: Iterable[Example]) -> dict[int, str]:
    """Return the beginnings of examples' texts by their ids, where they are texts that can be read.

    Args:
        store: the project's store.
        examples: the examples.

    """
    modality = modality_named(store.modality)
    if not modality.str_is_content:
        return {}
    found = read_those_left(store, examples)
    return {each.id: as_text(modality, content, LONGEST) for each, content in found}


def thumbnail_of(store: Store, example: Example, side: int, limits: Limits) -> bytes | None:
    """Return a WebP of an example, which is stored for the next time; None for no image.

    Args:
        store: the project's store.
        example: the example.
        side: the longer side in pixels, one of ``thumbnail_files.SIDES``.
        limits: the most pixels to decode.

    Raises:
        InputError: the file can't be decoded.
        NotFoundError: the example was removed meanwhile.
        WorkspaceError: the file can't be read, or the thumbnail not be written.

    """
    thumbnails = store.files.thumbnails
    modality = modality_named(store.modality)
    made = modality.thumbnail_file(store.read(example), side, limits=limits)
    if made is None:
        return None
    thumbnails.write(example.sha256, side, made)
    try:
        store.get([example.id])
    except BaseException:
        # Whoever removed it has not seen this one. A project that has the file makes it again.
        thumbnails.discard([example.sha256])
        raise
    return made
