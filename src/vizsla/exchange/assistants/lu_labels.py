"""Reads the entities that a text of a ``.lu`` file labels: ``plant {@tree=oaks}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant import EntitySpan

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_lu_pattern", "read_lu_labels"]

_PLACEHOLDER = re.compile(r"\{[^{}=]+\}")
_LABEL = re.compile(r"\{([^{}=]+)=[ \t]*")
_DEEPEST = 20  # labels within labels; LUIS allows five


def is_lu_pattern(text: str) -> bool:
    """Return whether a text is a pattern: it has an entity without words of its own."""
    return _PLACEHOLDER.search(text) is not None


def read_lu_labels(
    text: str, where: str, roles: Mapping[str, str]
) -> tuple[str, tuple[EntitySpan, ...]]:
    """Return a text without its labels, and the entities that they label.

    Args:
        text: the text.
        where: its place in the file, for messages.
        roles: the entity of each role, by the role's name.

    Raises:
        InputFormatError: a brace is not closed, or a label has no words.

    """
    plain: list[str] = []
    length = at = 0
    # The labels that are open: where each begins, its name, and the entities within it.
    opened: list[tuple[int, str, list[EntitySpan]]] = [(0, "", [])]
    for piece in re.finditer(r"[{}]", text):
        place = piece.start()
        if place < at:
            continue
        before = text[at:place]
        if piece.group() == "{":
            label = _LABEL.match(text, place)
            if label is None or len(opened) > _DEEPEST:
                raise _unclear(text, where)
            plain.append(before)
            length += len(before)
            opened.append((length, label[1].strip().removeprefix("@").strip(), []))
            at = label.end()
            continue
        if len(opened) == 1:
            raise _unclear(text, where)
        words = before.rstrip()
        plain.append(words)
        length += len(words)
        start, name, inner = opened.pop()
        if length == start:
            raise _unclear(text, where)
        opened[-1][2].append(_span(start, length, name, tuple(inner), roles))
        at = piece.end()
    if len(opened) > 1:
        raise _unclear(text, where)
    plain.append(text[at:])
    return "".join(plain), tuple(opened[0][2])


def _span(
    start: int, end: int, name: str, inner: tuple[EntitySpan, ...], roles: Mapping[str, str]
) -> EntitySpan:
    entity, colon, role = (each.strip() for each in name.partition(":"))
    if colon:
        return EntitySpan(start, end, entity, role or None, None, inner)
    if name in roles:
        return EntitySpan(start, end, roles[name], name, None, inner)
    return EntitySpan(start, end, name, None, None, inner)


def _unclear(text: str, where: str) -> InputFormatError:
    return InputFormatError(
        f"{where}: the labels of {text!r:.80} can't be read. Write them as {{@entity=words}}."
    )
