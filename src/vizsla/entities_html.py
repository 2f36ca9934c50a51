"""Draws the entities of a text for a notebook: marked in the text, and as a list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["entities_html", "value_in_words"]

PARTS = "parts"  # the field of a value that holds entities
MOST_CHARACTERS = 2000  # of the text
MOST_ENTITIES = 50  # in the list
MARK = "background:rgba(226,113,29,.3);color:inherit;border-radius:.2em"


def entities_html(entities: Sequence[Mapping[str, Any]], title: str, text: str) -> str:
    """Return the HTML of a text's entities; it loads nothing.

    Args:
        entities: the entities' ``to_dict()``, in the order of the text.
        title: the answer in words.
        text: the text; empty where it is not known.

    """
    rows = "".join(_row(each) for each in entities[:MOST_ENTITIES])
    hidden = len(entities) - MOST_ENTITIES
    more = f"<div>and {hidden} more</div>" if hidden > 0 else ""
    shown = f"<p style='white-space:pre-wrap'>{_marked(entities, text)}</p>" if text else ""
    return f"<div><strong>{escape(title)}</strong>{shown}{rows}{more}</div>"


def value_in_words(value: Mapping[str, Any]) -> str:
    """Return what an entity means on one line: ``value 25, unit Dollar``."""
    fields = (_field_in_words(*each) for each in value.items() if each[1] is not None)
    return ", ".join(each for each in fields if each)


def _field_in_words(name: str, value: object) -> str:
    """Return a field of a value; empty for an empty list."""
    if not isinstance(value, list | tuple):
        return f"{name} {value}"
    if name == PARTS:
        return " and ".join(f"{each['kind']} '{each['text']}'" for each in value)
    return " or ".join(map(_one_in_words, value))


def _one_in_words(moment: Mapping[str, Any] | str) -> str:
    """Return a moment or a span, ``2026-12-04 to 2026-12-06``, or the name of a list's item."""
    if isinstance(moment, str):
        return moment
    ends = [str(moment[each]) for each in ("start", "end") if each in moment]
    return str(moment.get("value") or " to ".join(ends) or moment.get("timex", ""))


def _marked(entities: Sequence[Mapping[str, Any]], text: str) -> str:
    """Return the text's beginning as HTML, with the entities marked."""
    parts, at = [], 0
    for each in entities:
        start, end = each["start"], each["end"]
        if end > MOST_CHARACTERS:
            break
        tip = escape(f"{each['kind']}: {value_in_words(each['value'])}", quote=True)
        mark = f"<mark style='{MARK}' title='{tip}'>{escape(text[start:end])}</mark>"
        parts += [escape(text[at:start]), mark]
        at = end
    parts.append(escape(text[at : max(at, MOST_CHARACTERS)]))
    return "".join(parts) + ("\u2026" if len(text) > max(at, MOST_CHARACTERS) else "")


def _row(entity: Mapping[str, Any]) -> str:
    cells = (entity["text"], entity["kind"], value_in_words(entity["value"]))
    name, kind, value = (escape(str(each)) for each in cells)
    return f"<div><span>{name}</span> \u2014 {kind}: {value}</div>"
