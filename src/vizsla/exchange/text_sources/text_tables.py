"""Reads a table of texts from CSV or TSV, with a header or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError, InputUnclearError
from vizsla.exchange.dataset_names import SPLITS
from vizsla.exchange.formats.label_studio_export import is_label_studio
from vizsla.exchange.tables.csv_rows import cells_by_name, split_rows
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.exchange.text_sources.label_studio_texts import read_label_studio_texts
from vizsla.exchange.text_sources.text_columns import holds_texts, names_something, wordiness
from vizsla.exchange.text_sources.text_records import NO_CLASS_NAMES, read_text_records
from vizsla.exchange.text_sources.unquoted_rows import join_unquoted
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.modalities.sources.source_names import shorten
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.hints import Hints
    from vizsla.exchange.text_sources.text_records import ClassNames
    from vizsla.exchange.text_sources.text_rows import TextTable
    from vizsla.modalities.base import Modality

__all__ = ["read_text_table"]

_SAMPLE = 200  # rows that show how the others are written
_LONGEST_NAME = 40  # characters of a column's name
_FEW = 3  # rows that show whether the first one is a header
# How the workbooks of Excel and LibreOffice begin: a .zip, and Microsoft's older container.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_text_table(
    data: bytes,
    title: str,
    modality: Modality[Any],
    hints: Hints,
    class_names: ClassNames = NO_CLASS_NAMES,
) -> TextTable:
    """Return the texts of a CSV or TSV.

    Without a header the columns are known by what they hold: texts have several words, labels
    come again and again, and ``train`` and ``test`` are parts.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        modality: the modality of texts.
        hints: what the caller says of it.
        class_names: the labels' names by their numbers, for each column that has numbers.

    Raises:
        InputUnclearError: it is not clear which column holds the texts, or the labels.
        InputFormatError: the content is no table.

    """
    if data.startswith(_WORKBOOKS):
        raise InputFormatError(
            f"{title} is a spreadsheet, not a text. Save it as CSV (UTF-8) in Excel or LibreOffice."
        )
    text = decode_text(data, title, hints.encoding)
    found = split_rows(text, _known_names)
    lines = [cells for _, cells in found if isinstance(cells, list)]
    joined = 0
    broken = next((error for _, error in found if isinstance(error, InputError)), None)
    if not lines and broken is None:
        raise InputFormatError(f"{title} is empty. Write a row for each text.")
    if broken is not None and len(lines) <= 1:
        raise InputFormatError(f"{title} is not a table that can be read. {broken}")
    if _has_header(lines[:_SAMPLE]):
        names = _distinct([each.strip() for each in lines[0]])
        found = [each for each in found if each[1] is not lines[0]]
        found, joined = join_unquoted(found, text, names)
    else:
        names, hints = _guess_header(lines[:_SAMPLE], title, hints)
    kind = "TSV" if title.lower().endswith((".tsv", ".tab")) else "CSV"
    records = [(f"{title}, row {number}", cells_by_name(names, cells)) for number, cells in found]
    if is_label_studio(dict.fromkeys(names)):
        usable = [each for _, each in records if not isinstance(each, InputError)]
        return read_label_studio_texts(usable, title, modality, hints)
    table = read_text_records(records, names, title, kind, hints, class_names)
    if joined:
        table.notes.append(f"{counted(joined, 'text')} without quotes put together at the commas")
    return table


def _known_names(cells: Sequence[str]) -> int:
    """Return how many of the cells are names that tools give to columns."""
    return sum(names_something(normalise_column(each.strip(" '\""))) for each in cells)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names with the empty ones, which pandas writes for its index, numbered."""
    return [each or f"column {number}" for number, each in enumerate(names, 1)]


def _has_header(sample: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns."""
    first, *others = sample
    columns = [
        [cell for row in others if at < len(row) and (cell := row[at].strip())]
        for at in range(len(first))
    ]
    names = [each.strip() for each in first]
    # A label that is called like a column comes again further down.
    comes_again = any(name and name in cells for name, cells in zip(names, columns, strict=True))
    if comes_again:
        return False
    if _known_names(names):
        return True
    if len(others) < _FEW or len(names) < 2:  # noqa: PLR2004 - a text and a label
        return False
    texts = [number for number, cells in enumerate(columns) if holds_texts(cells)]
    repeated = [cells for cells in columns if 0 < len(set(cells)) <= len(cells) / 2]
    return bool(repeated) and len(texts) == 1 and _names_texts(names[texts[0]], columns[texts[0]])


def _names_texts(name: str, texts: Sequence[str]) -> bool:
    """Return whether the first cell of a column of texts is no text itself, but their name."""
    words = sum(map(wordiness, texts)) / len(texts)
    return 0 < len(name) < _LONGEST_NAME and wordiness(name) < words / 2


def _guess_header(
    sample: Sequence[Sequence[str]], title: str, hints: Hints
) -> tuple[list[str], Hints]:
    """Return names for the columns of a table without a header, and the hints with them.

    Raises:
        InputUnclearError: it is not clear which column holds the texts, or the labels.

    """
    names = [f"column {at + 1}" for at in range(max(map(len, sample)))]
    cells = {
        name: [row[at].strip() for row in sample if at < len(row)] for at, name in enumerate(names)
    }
    columns = {name: each for name, each in cells.items() if any(each)}
    text = hints.text_column
    if text not in columns:
        text = _only_text(columns, title)
    others = [each for each in columns if each != text]
    parts = [each for each in others if _are_parts(columns[each])]
    if len(parts) == 1:
        names[names.index(parts[0])] = "split"
    likely = [each for each in others if each not in parts]
    repeated = [each for each in likely if len(set(columns[each])) < len(columns[each])]
    label = hints.label_column
    if label is None:
        label = _only_label(likely, repeated, title)
    return names, hints._replace(text_column=text, label_column=label)


def _only_text(columns: dict[str, list[str]], title: str) -> str:
    if len(columns) == 1:
        return next(iter(columns))
    texts = [each for each, cells in columns.items() if holds_texts(cells)]
    if len(texts) == 1:
        return texts[0]
    shown = "; ".join(f"{each}: {shorten(cells[0], 40)}" for each, cells in columns.items())
    raise InputUnclearError(
        f"{title} has no header, and it is not clear which column holds the texts ({shown}). Say "
        "which with text_column, or add a first row that names the columns, such as text,label.",
        "text_column",
        texts or list(columns),
    )


def _only_label(likely: Sequence[str], repeated: Sequence[str], title: str) -> str:
    for found in (likely, repeated):
        if len(found) < 2:  # noqa: PLR2004 - two would have to be told apart
            return found[0] if found else ""
    raise InputUnclearError(
        f"{title} has no header, and it is not clear which column holds the labels. Say which with "
        "label_column, or '' for none, or add a first row that names the columns, such as "
        "text,label.",
        "label_column",
        repeated,
    )


def _are_parts(cells: Sequence[str]) -> bool:
    return all(each.casefold() in SPLITS for each in cells if each) and len(set(cells)) > 1
