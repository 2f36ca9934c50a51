"""Reads the entities that Rasa marks within a text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant import EntitySpan

if TYPE_CHECKING:
    from vizsla.exchange.assistants.export_fields import UnreadParts

__all__ = ["read_marked"]

_MARK = re.compile(
    r"""
    \[ (?P<words> [^\[\]]+ ) \]
    (?:
        \( (?P<entity> [^():]+ ) (?: : (?P<value> [^()]* ) )? \)
        | (?P<about> \{ [^{}]* \} )
        | \[ (?P<several> [^\[\]]* ) \]
    )
    """,
    re.VERBOSE,
)
_KNOWN = ("entity", "role", "value")
_SEVERAL = "two entities of the same words: the first one is read"
_NOT_KNOWN = "it is not known here"


def read_marked(text: str, where: str, unread: UnreadParts) -> tuple[str, tuple[EntitySpan, ...]]:
    """Return a text without its marks, and the entities that they mark.

    Args:
        text: the text: ``from [Berlin](city)``.
        where: its place in the export, for messages.
        unread: what can't be carried over is added here.

    Raises:
        InputFormatError: a mark can't be read, or names no entity.

    """
    plain: list[str] = []
    spans: list[EntitySpan] = []
    at = length = 0
    for found in _MARK.finditer(text):
        before, words = text[at : found.start()], found["words"]
        about = _about(found, where, unread)
        start = length + len(before)
        plain += (before, words)
        length, at = start + len(words), found.end()
        spans.append(
            EntitySpan(start, length, about["entity"], about.get("role"), about.get("value"))
        )
    plain.append(text[at:])
    return "".join(plain), tuple(spans)


def _about(found: re.Match[str], where: str, unread: UnreadParts) -> dict[str, str]:
    if found["entity"] is not None:
        value = {"value": found["value"]} if found["value"] else {}
        return {"entity": found["entity"].strip(), **value}
    about: Any
    try:
        if found["several"] is not None:
            about, *others = json.loads(f"[{found['several']}]")
            if others:
                unread.add("examples: words with several entities", _SEVERAL)
        else:
            about = json.loads(found["about"])
    except (ValueError, RecursionError) as error:
        raise _unclear(found, where, f"can't be read ({error})") from error
    if not isinstance(about, dict) or not isinstance(about.get("entity"), str):
        raise _unclear(found, where, "names no entity")
    for key in about:
        if key not in _KNOWN:
            unread.add(f"examples: {key!r} of an entity", _NOT_KNOWN)
    return {key: str(about[key]) for key in _KNOWN if about.get(key) is not None}


def _unclear(found: re.Match[str], where: str, why: str) -> InputFormatError:
    return InputFormatError(
        f'{where}: the mark {found.group()!r:.80} {why}. Write it as [words]{{"entity": "name"}}.'
    )
