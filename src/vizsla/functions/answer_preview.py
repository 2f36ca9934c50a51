"""Lets an Answer draw its input in a notebook, without keeping the input in memory."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from vizsla.answer import Answer
from vizsla.answer_html import LONGEST, WIDTH
from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.answer_html import Preview
    from vizsla.modalities.base import Modality

__all__ = ["with_preview"]

A = TypeVar("A", bound=Answer)


def with_preview(answer: A, modality: Modality[Any], source: object, value: object) -> A:
    """Let an Answer draw its input, and return the Answer.

    Of a text the beginning is kept. A path is read again for drawing. An object is held by a weak
    reference, and drawn as long as the caller holds it. URLs are not downloaded again.

    Args:
        answer: the Answer.
        modality: the modality of the input.
        source: the input as the caller gave it.
        value: the input as the modality loaded it.

    """
    if modality.str_is_content:
        shown = "".join(each.text for each in modality.passages(value, LONGEST))
        object.__setattr__(answer, "_preview", lambda: shown or None)
        return answer
    find: Callable[[], object]
    if isinstance(source, os.PathLike) or (isinstance(source, str) and "://" not in source):
        path = Path(source)
        find = lambda: path  # noqa: E731 - a weak reference is called in the same way
    else:
        try:
            find = weakref.ref(source)
        except TypeError:  # such as bytes
            return answer

    def preview() -> Preview | None:
        found = find()
        try:
            return None if found is None else modality.thumbnail(modality.load(found), WIDTH)
        except VizslaError:  # the file was removed or changed
            return None

    object.__setattr__(answer, "_preview", preview)
    return answer
