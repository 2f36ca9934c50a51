"""Reads intents with lists of their texts, as people write them by hand.

Many tutorials have ``{"intents": [{"tag": "greeting", "patterns": ["hello"], "responses": []}]}``;
others call the name ``intent`` or ``name``, and the texts ``examples``, ``utterances`` and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import Assistant, Intent, Utterance
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["is_tagged", "read_tagged"]

_LIST = "intents"
_NAMES = ("tag", "intent", "name", "label", "intent_name")
_TEXTS = (
    *("patterns", "examples", "utterances", "samples", "phrases", "sentences", "texts", "queries"),
    *("training_phrases", "trainingPhrases", "questions", "sample_utterances"),
)
_ANSWERS = "answers and contexts are not what a function of texts is about"


def is_tagged(content: object) -> bool:
    """Return whether a JSON value is a list of intents with their texts, or has one."""
    intents = content.get(_LIST) if isinstance(content, dict) else content
    return isinstance(intents, list) and bool(intents) and all(map(_is_intent, intents))


def _is_intent(value: object) -> bool:
    if not isinstance(value, dict) or _key(value, _NAMES) is None:
        return False
    texts = value.get(_key(value, _TEXTS))
    return isinstance(texts, list) and all(isinstance(each, str) for each in texts)


def _key(value: Mapping[str, object], names: Sequence[str]) -> str | None:
    return next((each for each in names if each in value), None)


def read_tagged(content: object, title: str) -> Assistant:
    """Return the intents.

    Raises:
        InputFormatError: something in them is not as it should be; the message names the place.

    """
    fields = ExportFields(content if isinstance(content, dict) else {_LIST: content}, title)
    unread = UnreadParts()
    unread.add_others("the file", fields, _LIST)
    utterances: list[Utterance] = []
    names: dict[str, None] = {}
    for each in fields.objects(_LIST):
        key = next(name for name in _NAMES if name in each.names())
        texts = next(name for name in _TEXTS if name in each.names())
        intent = each.text(key)
        names[intent] = None
        for other in each.others(key, texts):
            unread.add(f"intents: {other!r}", _ANSWERS)
        utterances += [
            Utterance(text, intent, (), f"{each.where}: {texts}[{number}]")
            for number, text in enumerate(each.texts(texts))
        ]
    return Assistant(
        format="Intents by name",
        intents=tuple(map(Intent, names)),
        utterances=tuple(utterances),
        unread=unread.all(),
    )
