"""The texts of an assistant, with its intents as their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import InputError
from vizsla.exchange.assistants.assistant_features import marked_entities
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.label_rules import clean_label
from vizsla.wording import counted, listed, listed_plainly

if TYPE_CHECKING:
    from vizsla.exchange.assistants.assistant import Assistant

__all__ = ["assistant_texts"]


def assistant_texts(assistant: Assistant) -> TextTable:
    """Return the texts of an assistant as rows, with the entities that are marked in them.

    Its definitions and features are only counted: importing an assistant reads them.
    """
    table = TextTable(assistant.format)
    marked = any(each.entities for each in assistant.utterances)
    for each in assistant.utterances:
        label = assistant.label_of(each.intent)
        try:
            cleaned = None if label is None else clean_label(label, InputError)
            for _, _, *names in marked_entities(each):
                for name in filter(None, names):
                    clean_label(name, InputError)
        except InputError as error:
            table.problems.append(row_problem(each.where, error))
            continue
        entities = tuple(marked_entities(each)) if marked else None
        row = Row(each.where, each.text, cleaned, split=each.split, entities=entities)
        table.rows.append(row)
    used = {each.intent for each in assistant.utterances if each.intent is not None}
    none = sorted(used & assistant.none_intents)
    if none:
        table.notes.append(f"the intent {listed(none)} is {NONE_OF_THESE!r}")
    without = [each.name for each in assistant.intents if each.name not in used]
    if without:
        table.notes.append(f"{counted(len(without), 'intent')} without a text: {listed(without)}")
    unused = [
        counted(len(assistant.entities), "entity", "entities"),
        counted(len(assistant.phrase_lists), "phrase list"),
        counted(len(assistant.patterns), "pattern"),
    ]
    unused = [each for each in unused if not each.startswith("0 ")]
    if unused:
        table.notes.append(f"not used: {listed_plainly(unused, 3)}")
    return table
