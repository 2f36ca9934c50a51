"""The rows of texts that a source has, and the entries that they become."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import train_or_test
from vizsla.exchange.import_source import SourceEntry
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.import_source import MarkedEntity, Problem

__all__ = ["TextTable", "encode_text", "text_entries"]


@dataclass(slots=True)
class TextTable:
    """The texts of a file.

    Attributes:
        title: what the file is, for the line that says how it was understood: ``CSV with texts in
            'utterance'``.
        rows: its rows; the ``path`` of each is the text itself.
        problems: the rows that can't be used.
        notes: how the file was understood, each a part of a sentence.
        empty: the number of rows without a text.

    """

    title: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    empty: int = 0


def text_entries(
    tables: Sequence[TextTable], *, keep_repeated: bool = False
) -> tuple[list[SourceEntry], list[Problem], list[str]]:
    """Return the texts of some files as entries, whose locations are the texts themselves.

    A text that comes again with the same label is left out. With another label it stays: whoever
    stores the texts reports the contradiction.

    Args:
        tables: the files' rows.
        keep_repeated: whether a text that comes again is kept, as where each row gets an answer.

    Returns:
        The entries; the rows that can't be used; and the notes, the last of which says how many
        rows are left out.

    """
    rows = [each for table in tables for each in table.rows]
    splits = {each.split for each in rows if each.split}
    problems = [each for table in tables for each in table.problems]
    entries: list[SourceEntry] = []
    seen: set[tuple[object, ...]] = set()
    left_out = Counter({"empty": sum(each.empty for each in tables)})
    for row in rows:
        text = row.path.strip()
        key = (text, row.label, row.not_labels, row.state, row.several)
        if not text or (key in seen and not keep_repeated):
            left_out["repeated" if text else "empty"] += 1
            continue
        seen.add(key)
        try:
            encode_text(text)
        except InputError as error:
            problems.append(row_problem(row.where, error))
            continue
        split = train_or_test(row.split, splits)
        entries.append(
            SourceEntry(
                text,
                printable(row.name or row.where),
                row.label,
                row.not_labels,
                split,
                row.state,
                row.columns,
                _moved(row, text),
                several=row.several,
            )
        )
    notes = [note for table in tables for note in table.notes]
    return entries, problems, [*notes, *_left_out(left_out)]


def _moved(row: Row, text: str) -> tuple[MarkedEntity, ...] | None:
    """Return a row's entities, counted from the beginning of its text without space around it."""
    if row.entities is None:
        return None
    before = len(row.path) - len(row.path.lstrip())
    found = []
    for start, end, name, role in row.entities:
        first, behind = max(0, start - before), min(end - before, len(text))
        if first < behind:
            found.append((first, behind, name, role))
    return tuple(found)


def encode_text(text: str) -> bytes:
    """Return a text in UTF-8.

    Raises:
        InputError: the text has half of a surrogate pair in it, which is no letter.

    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"The text {ascii(text)[:80]} is no valid Unicode. Write the file again."
        ) from error


def _left_out(counts: Counter[str]) -> list[str]:
    empty, repeated = counts["empty"], counts["repeated"]
    if empty and repeated:
        parts = f"{counted(empty, 'empty text')}, {repeated:,} repeated"
        return [f"{empty + repeated:,} rows left out: {parts}"]
    if empty or repeated:
        kind = "repeated" if repeated else "empty"
        return [f"{counted(empty or repeated, f'{kind} text')} left out"]
    return []
