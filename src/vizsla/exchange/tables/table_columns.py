"""Finds the columns of a table that hold the paths and the labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import InputUnclearError
from vizsla.exchange.dataset_names import UNLABELLED
from vizsla.modalities.sources.source_names import is_url, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "ABOUT_FILES",
    "COLUMNS",
    "LabelColumns",
    "find_labels",
    "find_path",
    "is_known",
    "is_one",
    "is_zero",
    "normalise_column",
    "normalise_record",
]

T = TypeVar("T")

# The names that other tools give to the columns, the most certain name first.
COLUMNS = {
    "path": (
        *("path", "file_name", "filename", "file_path", "filepath", "file", "image_path"),
        *("image_name", "image_file", "image", "img_path", "img", "picture", "photo"),
        *("image_url", "image_uri", "source_ref"),
    ),
    "label": (
        *("label_text", "label_name", "class_name", "category_name", "intent_name", "label"),
        *("class", "category", "intent", "sentiment", "emotion", "topic"),
        *("annotation", "tag", "target", "labels", "classes", "categories", "intents"),
    ),
    "not_labels": ("not_labels", "not_label", "not"),
    "split": ("split", "part", "subset", "is_valid", "is_test"),
    "state": ("state",),
    "name": ("name", "original_name"),
}
# A file's name without its ending, where no other column names the files.
IDS = ("image_id", "img_id", "file_id", "id")
_ID = re.compile(r"(\w+_id|id_code|uuid)\Z")  # as other tables call it
_SEPARATORS = re.compile(r"[\s_-]+")
_WORD_END = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INDEX = re.compile(r"(unnamed:_\d+|index|idx|no\.?|nr\.?|#|row|)\Z")  # pandas writes the first
_NUMBER = re.compile(r"[-+.,\d]+\Z")
# Names of other things, too.
_WEAK = frozenset(("annotation", "tag", "target", "sentiment", "emotion", "topic"))
# What is known of a file, and is never its label.
ABOUT_FILES = frozenset(
    (
        *("width", "height", "depth", "channels", "size", "bytes", "md5", "sha1", "sha256"),
        "labelled_by",  # an export of Vizsla says who
        *("url", "uri", "license", "date", "time", "timestamp", "created_at", "updated_at"),
        *("xmin", "ymin", "xmax", "ymax", "x_min", "y_min", "x_max", "y_max"),
    )
)
_ONE, _ZERO = frozenset(("1", "1.0", "true")), frozenset(("0", "0.0", "false", ""))


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """Where a table's labels are.

    Attributes:
        column: the column that holds them, as ``normalise_column`` spells it; None for none.
        classes: for a table with a column of 0 and 1 for each label, the labels by their columns.

    """

    column: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether the table has labels."""
        return self.column is not None or bool(self.classes)


@lru_cache(1000)  # a table's columns come again with each row
def normalise_column(name: str) -> str:
    """Return a column's name as ``COLUMNS`` spells it.

    ``File Name`` and ``fileName`` are ``file_name``.
    """
    return _SEPARATORS.sub("_", _WORD_END.sub("_", name.strip())).casefold()


def normalise_record(record: Mapping[str, T]) -> dict[str, T]:
    """Return a row's values by their columns, as ``normalise_column`` spells those.

    Where two columns have one name, the first counts.
    """
    return {normalise_column(each): record[each] for each in reversed(list(record))}


def is_known(name: str) -> bool:
    """Return whether tools call a column so; the name is one of ``normalise_column``."""
    return (
        name in IDS
        or _ID.match(name) is not None
        or any(name in names for names in COLUMNS.values())
    )


def is_one(cell: str) -> bool:
    """Return whether a cell says that the label of its column is the example's."""
    return cell.strip().casefold() in _ONE


def is_zero(cell: str) -> bool:
    """Return whether a cell says that the label of its column is not the example's."""
    return bool(cell.strip()) and cell.strip().casefold() in _ZERO


def find_path(columns: Mapping[str, Sequence[str]], is_file: Callable[[str], bool]) -> str | None:
    """Return the column that names the files; None where there is none.

    It is one with a known name, else one that holds names of files, else one of ids.

    Args:
        columns: the first cells of each column, by its name as ``normalise_column`` spells it.
        is_file: whether a cell is the name of a file.

    """

    def holds_files(name: str) -> bool:
        filled = [each for each in columns[name] if each.strip()]
        return 2 * sum(is_file(each.strip()) for each in filled) > len(filled)

    known = [each for each in COLUMNS["path"] if each in columns]
    found = next(filter(holds_files, known), None) or next(iter(known), None)
    found = found or next(filter(holds_files, columns), None)
    found = found or next((each for each in IDS if each in columns), None)
    return found or next(filter(_ID.match, columns), None)


def find_labels(
    names: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    path: str,
    title: str,
    label_column: str | None = None,
    *,
    multi_label: bool = False,
) -> LabelColumns:
    """Return where the labels are.

    Args:
        names: the names of the columns, as they are written.
        columns: the cells of each column, by its name as ``normalise_column`` spells it.
        path: the column that names the files.
        title: the table's name, for messages.
        label_column: the column that holds the labels; None recognises it, "" is for none.
        multi_label: whether an example may have several labels.

    Raises:
        InputUnclearError: no column is known as the label, more than one is, or there is no column
            of that name.

    """
    written = {normalise_column(each): each.strip() for each in reversed(names)}
    others = [each for each in map(normalise_column, names) if _may_be_label(each, path)]
    others = list(dict.fromkeys(each for each in others if _may_hold_labels(columns[each])))
    if label_column is not None:
        wanted = normalise_column(label_column)
        if not label_column or wanted in columns:
            return LabelColumns(wanted or None)
        shown = shorten(", ".join(map(str.strip, names)))
        raise _unclear(
            f"{title} has no column {label_column!r:.80}; it has {shown}", written, others
        )
    known = [each for each in COLUMNS["label"] if each in columns]
    if known:
        return LabelColumns(_most_certain(known, columns, title, written))
    classes = _classes(others, columns, title, multi_label=multi_label)
    if classes:
        return LabelColumns(classes={each: written[each] for each in classes})
    if not others:  # Kaggle's whales: Image, Id
        others = [each for each in IDS if each in columns and each != path]
        others = [each for each in others if _has_repeated(columns[each])]
    if not others:
        return LabelColumns()
    shown = shorten(", ".join(map(str.strip, names)))
    likeliest = sorted(others, key=lambda each: _says_little(columns[each]))
    raise _unclear(f"{title}: no column is known as the label; it has {shown}", written, likeliest)


def _says_little(cells: Sequence[str]) -> tuple[bool, bool]:
    """Return whether a column is unlike labels: another text in each row, or numbers."""
    filled = [each.strip() for each in cells if each.strip()]
    return len(set(filled)) == len(filled) > 1, all(map(_NUMBER.match, filled))


def _has_repeated(cells: Sequence[str]) -> bool:
    filled = [each.strip() for each in cells if each.strip()]
    return len(set(filled)) < len(filled)


def _may_hold_labels(cells: Sequence[str]) -> bool:
    """Return whether a column has a text that is no URL."""
    return any(each.strip() and not is_url(each.strip()) for each in cells)


def _may_be_label(name: str, path: str) -> bool:
    others = (COLUMNS[each] for each in ("not_labels", "split", "state", "name", "path"))
    known = {path, *IDS, *ABOUT_FILES, *(each for names in others for each in names)}
    return name not in known and not _INDEX.match(name)


def _most_certain(
    known: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    title: str,
    written: Mapping[str, str],
) -> str:
    filled = [each for each in known if any(map(str.strip, columns[each]))] or list(known)
    strong = [each for each in filled if each not in _WEAK] or filled
    best = strong[0]
    if all(_say_the_same(columns[best], columns[each]) for each in strong[1:]):
        return best
    shown = ", ".join(written[each] for each in strong)
    raise _unclear(f"{title} has several columns for labels: {shown}", written, strong)


def _say_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two columns tell the same examples apart, such as a label and its number."""
    pairs = {
        (first.strip(), second.strip())
        for first, second in zip(one, other, strict=True)
        if first.strip() and second.strip()
    }
    return len(pairs) == len({each for each, _ in pairs}) == len({each for _, each in pairs})


def _classes(
    others: Sequence[str], columns: Mapping[str, Sequence[str]], title: str, *, multi_label: bool
) -> Sequence[str]:
    """Return the columns that have 0 or 1 for one label each; none where the table is another.

    Roboflow calls such a table ``_classes.csv``. In others, no row may have two of them, unless an
    example may have several labels.
    """
    cells = [[each.strip().casefold() for each in columns[name]] for name in others]
    if not all(set(each) <= _ONE | _ZERO for each in cells):
        return ()
    if title.rpartition("/")[2] == "_classes.csv":
        return [each for each in others if each not in UNLABELLED]  # Roboflow's column for none
    ones = [sum(each in _ONE for each in row) for row in zip(*cells, strict=True)]
    most = max(ones, default=0)
    return others if len(others) > 1 and (most == 1 or (multi_label and most)) else ()


def _unclear(what: str, written: Mapping[str, str], choices: Sequence[str]) -> InputUnclearError:
    return InputUnclearError(
        f"{what}. Say which with label_column, or '' for none.",
        "label_column",
        [written[each] for each in choices],
    )
