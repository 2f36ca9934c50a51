"""What a caller says of a source that is not clear by itself."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

__all__ = ["Hints", "ReadOptions"]


class Hints(NamedTuple):
    """What the caller says of a source; None where it is to be recognised.

    Attributes:
        label_column: the column of a table, or the question of Label Studio, with the labels.
        encoding: the encoding of a table's text, or of the names in a .zip.
        text_column: the column of a table that holds the texts, where the examples are texts.
        multi_label: whether an example may have several labels.
        keep_repeated: whether a text that comes again in a file is kept.

    """

    label_column: str | None = None
    encoding: str | None = None
    text_column: str | None = None
    multi_label: bool = False
    keep_repeated: bool = False


class ReadOptions(TypedDict, total=False):
    """The options of ``read_source`` that a user may be asked for.

    Attributes:
        layout: the source's layout.
        label_column: the column of a table, or the question of Label Studio, with the labels.
        encoding: the encoding of a table's text, or of the names in a .zip.
        text_column: the column of a table that holds the texts, where the examples are texts.

    """

    layout: str | None
    label_column: str | None
    encoding: str | None
    text_column: str | None
