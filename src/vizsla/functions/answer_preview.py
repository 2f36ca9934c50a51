"""Lets an Answer draw its input in a notebook, without keeping the input in memory."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from vizsla.answer import Answer
from vizsla.answer_html import WIDTH
from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.answer_html import Preview
    from vizsla.modalities.base import Modality

__all__ = ["with_preview"]

A = TypeVar("A", bound=Answer)


def with_preview(answer: A, modality: Modality[Any], source: object) -> A:
    """Give an Answer the means to draw its input, and return it.

    A path is read again when it is drawn. Of an object only a weak reference is held, so that it
    is drawn while the caller still has it. URLs are not downloaded again.

    Args:
        answer: the Answer.
        modality: the modality of the input.
        source: the input as the caller gave it.

    """
    found: Callable[[], object]
    if isinstance(source, os.PathLike) or (isinstance(source, str) and "://" not in source):
        path = Path(source)
        found = lambda: path  # noqa: E731 - the other way to find it is a weak reference
    else:
        try:
            found = weakref.ref(source)
        except TypeError:  # such as bytes
            return answer

    def preview() -> Preview | None:
        again = found()
        try:
            return None if again is None else modality.thumbnail(modality.load(again), WIDTH)
        except VizslaError:  # the file is gone, or another one by now
            return None

    object.__setattr__(answer, "_preview", preview)
    return answer
