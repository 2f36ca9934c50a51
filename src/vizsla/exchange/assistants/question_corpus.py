"""Reads the corpora of Braun et al. (SIGDIAL 2017).

The format: https://github.com/sebischair/NLU-Evaluation-Corpora. A span's places count words, the
last one included; its text stands beside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    EntitySpan,
    Intent,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["is_question_corpus", "read_question_corpus"]

_WORD = re.compile(r"\w+|[^\w\s]")
_NOWHERE = "its words are not in its text"
_NONE = "None"


def is_question_corpus(content: object) -> bool:
    """Return whether a JSON value is such a corpus."""
    sentences = content.get("sentences") if isinstance(content, dict) else None
    return (
        isinstance(sentences, list)
        and bool(sentences)
        and all(isinstance(each, dict) and {"text", "intent"} <= each.keys() for each in sentences)
        and all(map(_counts_words, (span for each in sentences for span in _spans(each))))
    )


def _spans(sentence: Mapping[str, object]) -> list[object]:
    spans = sentence.get("entities")
    return spans if isinstance(spans, list) else []


def _counts_words(span: object) -> bool:
    return isinstance(span, dict) and "stop" in span


def read_question_corpus(content: object, title: str) -> Assistant:
    """Return a corpus.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    fields = ExportFields(content, title)
    unread = UnreadParts()
    unread.add_others("the corpus", fields, "name", "desc", "lang", "sentences")
    utterances = tuple(_utterance(each, unread) for each in fields.objects("sentences"))
    intents = dict.fromkeys(each.intent for each in utterances if each.intent is not None)
    entities = dict.fromkeys(span.entity for each in utterances for span in each.entities)
    return Assistant(
        format="NLU corpus",
        name=fields.text_or_none("name") or "",
        language=fields.text_or_none("lang"),
        intents=tuple(map(Intent, intents)),
        utterances=utterances,
        entities=tuple(AssistantEntity(each, (EntityKind.LEARNED,)) for each in entities),
        none_intents=frozenset((_NONE,)),
        unread=unread.all(),
    )


def _utterance(fields: ExportFields, unread: UnreadParts) -> Utterance:
    unread.add_others("sentences", fields, *_SENTENCE)
    text = fields.text("text")
    spans: list[EntitySpan] = []
    for each in fields.listed("entities"):
        unread.add_others("labelled entities", each, "entity", "start", "stop", "text")
        span = _span(each, text)
        if span is None:
            unread.add(f"labelled entity {each.text('entity')!r}", _NOWHERE)
        else:
            spans.append(span)
    split = None
    if fields.has("training"):
        split = "train" if fields.boolean("training") else "test"
    return Utterance(text, fields.text_or_none("intent"), tuple(spans), fields.where, split)


_SENTENCE = (
    "text",
    "intent",
    "entities",
    "training",
    "index",
    "url",
    "author",
    "answer",
    "question",
)


def _span(fields: ExportFields, text: str) -> EntitySpan | None:
    """Return a span by its words' numbers where they have its text, or else by the text."""
    entity, words = fields.text("entity"), fields.text("text")
    first, last = fields.integer("start"), fields.integer("stop")
    places = [each.span() for each in _WORD.finditer(text)]
    if first <= last < len(places):
        start, end = places[first][0], places[last][1]
        if _plain(text[start:end]) == _plain(words):
            return EntitySpan(start, end, entity)
    found = list(_occurrences(words, text))
    return EntitySpan(*found[0], entity) if found else None


def _occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    parts = [re.escape(each) for each in _WORD.findall(words)]
    if parts:
        yield from (each.span() for each in re.finditer(r"\s*".join(parts), text, re.IGNORECASE))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
