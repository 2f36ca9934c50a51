"""Checks the lists of texts that a feature is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["listed_texts"]


def listed_texts(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of an option.

    Args:
        option: the option's name, for messages.
        given: the texts.

    Raises:
        OptionError: it is one text, which would be taken letter by letter, or a text is empty.

    """
    if isinstance(given, str):
        raise OptionError(f"{option} must be a list of texts, such as [{given!r:.80}]")
    found = tuple(given)
    for each in found:
        if not isinstance(each, str) or not each.strip():
            raise OptionError(f"{option}: {each!r:.80} is no text with a word; leave it out")
    return found
