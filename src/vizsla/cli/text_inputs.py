"""The texts of a command's inputs: those of a file's lines, of a table's rows, or an argument."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.errors import VizslaError
    from vizsla.modalities.base import Modality

__all__ = ["TextOfRow", "is_table", "names_files", "texts_of_lines", "texts_of_table"]

TABLES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson")
_WILD = re.compile(r"[*?[]")


def names_files(argument: str, modality: Modality[Any]) -> bool:
    """Return whether an argument of a function of texts names files, and is no text itself.

    It does where there is such a file or folder, and where it is one word that ends as a file of
    texts or a table does, or is a pattern with a folder. So 'when do you open?' is a text whatever
    files there are, and a mistyped 'mial.txt' is an error.
    """
    if os.path.lexists(argument):
        return True
    if not argument or argument.split() != [argument]:
        return False
    ending = os.path.splitext(argument)[1].lower()  # noqa: PTH122 - it need not be a path
    if ending in modality.suffixes or ending in TABLES:
        return True
    return "/" in argument and _WILD.search(argument) is not None


def is_table(argument: str) -> bool:
    """Return whether an argument is the name of a table: one word, or a file that is there."""
    is_name = argument.split() == [argument] or os.path.lexists(argument)
    return is_name and argument.lower().endswith(TABLES)


def texts_of_lines(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return a text for each line that is not blank, with its place: ``mails.txt, line 3``.

    Raises:
        InputError: the content is no text.

    """
    from vizsla.exchange.texts.decode_text import decode_text  # noqa: PLC0415 - few need it

    lines = decode_text(data, name, None).split("\n")
    return [(f"{name}, line {n}", each.strip()) for n, each in enumerate(lines, 1) if each.strip()]


class TextOfRow(NamedTuple):
    """The text of a row of a table.

    Attributes:
        name: the row's place: ``mails.csv, row 3``.
        text: the text, or the error of a row that can't be read.
        cells: the row's other cells, by their columns.

    """

    name: str
    text: str | VizslaError
    cells: Mapping[str, str]


def texts_of_table(path: str, text_column: str | None) -> list[TextOfRow]:
    """Return the text of each row of a table.

    Rows without a text are passed over.

    Args:
        path: the table's path: CSV, TSV or JSON lines.
        text_column: the column with the texts; None recognises it.

    Raises:
        InputError: the table can't be read, or several columns may hold the texts.

    """
    from vizsla.exchange import read_source  # noqa: PLC0415 - few need it

    found = read_source(
        Path(path),
        modality="text",
        text_column=text_column,
        label_column="",
        keep_repeated=True,
    )
    return [
        *(TextOfRow(each.name, each.read().decode(), each.columns) for each in found),
        *(TextOfRow(name, error, {}) for name, error in found.problems),
    ]
