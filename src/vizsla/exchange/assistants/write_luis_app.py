"""Writes a LUIS app, in version 7.0.0 of its schema, which ``luis_app.py`` reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import OptionError
from vizsla.exchange.assistants.assistant_features import CHILD
from vizsla.exchange.assistants.luis_definitions import NONE, luis_definitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.json_value import JSONObject, JSONValue

__all__ = ["LabelledText", "culture_of", "write_luis_app"]

SCHEMA = "7.0.0"
CULTURES = {"en": "en-us", "pt": "pt-br", "zh": "zh-cn", "ja": "ja-jp"}  # others: de-de


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its label.

    Attributes:
        text: the text.
        label: its label.
        entities: the start, end, name and role, or "", of each entity that is marked.

    """

    text: str
    label: str
    entities: tuple[tuple[int, int, str, str], ...] = ()


def write_luis_app(
    name: str,
    version: str,
    features: FeatureDefinitions,
    texts: Iterable[LabelledText],
    description: str = "",
) -> JSONObject:
    """Return an app as the JSON of its export.

    Args:
        name: the app's name.
        version: the id of its version, such as ``0.1``.
        features: the features and entities.
        texts: the labelled texts.
        description: the app's description.

    Raises:
        OptionError: something is there that a LUIS app can't hold; the error names it.

    """
    found = list(texts)
    return {
        "luis_schema_version": SCHEMA,
        "versionId": version,
        "name": name,
        "desc": description,
        "culture": culture_of(features.language),
        "tokenizerVersion": "1.0.0",
        **luis_definitions(features, (each.label for each in found)),
        "utterances": [_utterance(each) for each in found],
        "settings": [],
    }


def culture_of(language: str) -> str:
    """Return a language with the country that LUIS names beside it: ``en-us``, ``de-de``."""
    return CULTURES.get(language, f"{language}-{language}")


def _utterance(text: LabelledText) -> JSONValue:
    return {
        "text": text.text,
        "intent": NONE if text.label == NONE_OF_THESE else text.label,
        "entities": [_span(each, text.text) for each in _nested(text.entities, text.text)],
    }


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    name: str
    role: str
    children: list[_Mark] = field(default_factory=list)


def _nested(entities: Sequence[tuple[int, int, str, str]], text: str) -> list[_Mark]:
    """Return the marks of entities, those of sub-entities within them."""
    marks = [_Mark(*each) for each in entities]
    top = []
    for each in marks:
        parent, _, _ = each.name.rpartition(CHILD)
        around = [
            one
            for one in marks
            if one.name == parent and one.start <= each.start and each.end <= one.end
        ]
        if around:
            around[0].children.append(each)
        elif parent:
            raise OptionError(
                f"{text!r:.60}: the sub-entity {each.name!r} is marked outside of any {parent!r}, "
                "which a LUIS app can't hold; mark that, too"
            )
        else:
            top.append(each)
    return top


def _span(mark: _Mark, text: str, parent: str = "") -> JSONValue:
    children: list[JSONValue] = [_span(each, text, mark.name) for each in mark.children]
    return {
        "entity": mark.name.removeprefix(f"{parent}{CHILD}") if parent else mark.name,
        "startPos": _units(text[: mark.start]),
        "endPos": _units(text[: mark.end]) - 1,
        **({"role": mark.role} if mark.role else {}),
        **({"children": children} if children else {}),
    }


def _units(text: str) -> int:
    """Return the number of UTF-16 code units in a text."""
    return len(text) + sum(each > "\uffff" for each in text)
