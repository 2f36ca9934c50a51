"""Finds the column of a table that holds the texts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from vizsla.errors import InputUnclearError
from vizsla.exchange.dataset_names import OTHER_TEXT_COLUMNS, TEXT_COLUMNS
from vizsla.exchange.tables.table_columns import COLUMNS, is_known, normalise_column
from vizsla.modalities.sources.source_names import is_url, shorten
from vizsla.wording import listed_plainly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["find_text", "holds_texts", "is_text_name", "names_something", "wordiness"]

_SAMPLE = 200  # rows that show what a column holds
_WORDS = 1.8  # words of a text, on average: labels have fewer
_DISTINCT = 0.5  # of a column's cells, where the column holds texts; labels repeat
_FEW = 4  # rows that show nothing of repeats
_LETTER = re.compile(r"[^\W\d_]")


def is_text_name(name: str) -> bool:
    """Return whether tools call a column of texts so; the name is ``normalise_column``'s."""
    return name in TEXT_COLUMNS or name in OTHER_TEXT_COLUMNS


def names_something(name: str) -> bool:
    """Return whether tools call a column so, whatever it holds."""
    return is_text_name(name) or is_known(name)


def find_text(
    names: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    title: str,
    text_column: str | None = None,
) -> str:
    """Return the column that holds the texts, as ``normalise_column`` spells it.

    It is one with a known name, or else the only one whose cells have several words.

    Args:
        names: the names of the columns, as they are written.
        columns: the cells of each column, by its name as ``normalise_column`` spells it.
        title: the table's name, for messages.
        text_column: the column that the user named; None recognises it.

    Raises:
        InputUnclearError: more than one column may hold the texts, or none does.

    """
    written = {normalise_column(each): each.strip() for each in reversed(names)}
    samples = {name: _filled(cells) for name, cells in columns.items()}
    likely = sorted(samples, key=lambda each: -_mean_words(samples[each]))
    if text_column is not None:
        wanted = normalise_column(text_column)
        if wanted in columns:
            return wanted
        shown = shorten(", ".join(map(str.strip, names)))
        raise _unclear(
            f"{title} has no column {text_column!r:.80}; it has {shown}", written, likely
        )
    for known in (TEXT_COLUMNS, OTHER_TEXT_COLUMNS):
        found = [each for each in samples if each in known and _has_letters(samples[each])]
        if len(found) > 1:
            found = [each for each in found if holds_texts(samples[each])] or found
        if len(found) == 1:
            return found[0]
        if found:
            shown = listed_plainly([written[each] for each in found], 5)
            raise _unclear(f"{title} has several columns of texts: {shown}", written, found)
    wordy = [each for each in likely if holds_texts(samples[each])]
    if len(wordy) == 1:
        return wordy[0]
    others = [each for each in likely if each not in COLUMNS["label"]]
    if not wordy and len(others) == 1:
        return others[0]
    shown = shorten(", ".join(map(str.strip, names)))
    raise _unclear(
        f"{title}: no column is known as the one with the texts; it has {shown}",
        written,
        wordy or others or likely,
    )


def holds_texts(cells: Sequence[str]) -> bool:
    """Return whether cells are texts: of several words, and not the same again and again."""
    filled = _filled(cells)
    if _mean_words(filled) < _WORDS:
        return False
    return len(filled) <= _FEW or len(set(filled)) > _DISTINCT * len(filled)


def wordiness(text: str) -> float:
    """Return about how many words a text has; two letters of a script without spaces are one."""
    if not _LETTER.search(text) or is_url(text):
        return 0
    unspaced = 0 if text.isascii() else sum(map(_is_unspaced, text))
    return max(len(text.split()), unspaced / 2)


def _is_unspaced(letter: str) -> bool:
    """Return whether a letter is of a script that puts no spaces between words."""
    return letter > "\u0e00" and unicodedata.name(letter, "").startswith(
        ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
    )


def _filled(cells: Sequence[str]) -> list[str]:
    filled = (each.strip() for each in cells[: 5 * _SAMPLE])
    return [each for each in filled if each][:_SAMPLE]


def _mean_words(cells: Sequence[str]) -> float:
    return sum(map(wordiness, cells)) / len(cells) if cells else 0


def _has_letters(cells: Sequence[str]) -> bool:
    return any(map(_LETTER.search, cells))


def _unclear(what: str, written: Mapping[str, str], choices: Sequence[str]) -> InputUnclearError:
    return InputUnclearError(
        f"{what}. Say which has the texts with text_column.",
        "text_column",
        [written[each] for each in choices],
    )
