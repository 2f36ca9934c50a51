"""Reads texts that a program gives itself: one, a list, or lists by label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from vizsla.errors import InputError, InputTypeError
from vizsla.exchange.folders.folder_structure import LABELLED, PLAIN
from vizsla.exchange.import_source import ImportSource, SourceEntry
from vizsla.exchange.summary import Reading
from vizsla.exchange.text_sources.text_rows import encode_text
from vizsla.label_rules import clean_label
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.import_source import Problem

__all__ = ["Texts", "read_inline_texts"]

Texts: TypeAlias = "str | Iterable[str] | Mapping[str, str | Iterable[str]]"
WAY_OUT = "Give a str, a list of them, or a dict of lists by label."


def read_inline_texts(texts: Texts, label: str | None, modality: str) -> ImportSource:
    """Return texts as a source of examples.

    Args:
        texts: a text, an iterable of texts, or a dict of these by their labels.
        label: the label of all of them, whatever a dict says; None for the dict's, or none.
        modality: the name of the examples' modality.

    Raises:
        InputTypeError: something else was given, or the modality is not one of texts.
        OptionError: a label can't be one.

    """
    words = modality_named(modality)
    if not words.str_is_content:
        raise InputTypeError(
            f"Texts can't be added as {words.plural}. Name files instead, or make a project of "
            "texts: kind='text-classification'."
        )
    entries: list[SourceEntry] = []
    problems: list[Problem] = []
    for text, own in _pairs(texts):
        name = words.describe(text)
        try:
            if not isinstance(text, str):
                raise InputTypeError(f"A text can't be {name}. {WAY_OUT}")
            encode_text(text)
        except InputError as error:
            problems.append((name, error))
            continue
        entries.append(SourceEntry(text, name, own if label is None else label))
    reading = Reading("Texts", (words.singular, words.plural))
    layout = LABELLED if any(each.label for each in entries) else PLAIN
    found = ImportSource(entries, encode_text, layout, reading, problems)
    found.override(label=None if label is None else clean_label(label), splits=False)
    return found


def _pairs(texts: Texts) -> Iterator[tuple[object, str | None]]:
    if isinstance(texts, Mapping):
        for label, own in texts.items():
            cleaned = clean_label(label)
            yield from ((each, cleaned) for each in _listed(own))
    else:
        yield from ((each, None) for each in _listed(texts))


def _listed(texts: object) -> Iterable[object]:
    if isinstance(texts, str):
        return [texts]
    if isinstance(texts, Iterable) and not isinstance(texts, bytes | bytearray | memoryview):
        return texts
    raise InputTypeError(f"Texts can't be {texts!r:.80}. {WAY_OUT}")
