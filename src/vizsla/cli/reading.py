"""Reads labelled data for a command: the options that say how, and the question else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar, cast

import typer

from vizsla.cli.console import can_ask, choose, print_note
from vizsla.cli.translate_message import translate
from vizsla.errors import InputUnclearError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.exchange.hints import ReadOptions

__all__ = ["Encoding", "LabelColumn", "Layout", "TextColumn", "ask_until_clear", "how_to_read"]

Layout = Annotated[
    str | None, typer.Option(help="The layout of the source; by default it is recognised.")
]
LabelColumn = Annotated[
    str | None,
    typer.Option(help="The column of a table, or the question of Label Studio, with the labels."),
]
TextColumn = Annotated[str | None, typer.Option(help="The column of a table that holds the texts.")]
Encoding = Annotated[
    str | None,
    typer.Option(help="The encoding of a table's text or of a .zip's names: big5, cp932."),
]
T = TypeVar("T")
_NONE = "none of these: there are no labels"


def how_to_read(
    layout: str | None, label_column: str | None, encoding: str | None, text_column: str | None
) -> ReadOptions:
    """Return what the user said of how to read the data."""
    return {
        "layout": layout,
        "label_column": label_column,
        "encoding": encoding,
        "text_column": text_column,
    }


def ask_until_clear(work: Callable[[ReadOptions], T], options: ReadOptions) -> T:
    """Call a function, and again with the user's answer where it can't tell how to read its data.

    Args:
        work: called with the options.
        options: what the user said already.

    Raises:
        InputUnclearError: nobody sits at a terminal to be asked, or they gave no answer.

    """
    while True:
        try:
            return work(options)
        except InputUnclearError as error:
            if not error.choices or options.get(error.option) is not None or not can_ask():
                raise
            print_note(translate(str(error)))
            may_be_none = error.option == "label_column"
            chosen = choose([*error.choices, _NONE] if may_be_none else error.choices)
            if chosen is None:
                raise
            if may_be_none and chosen == _NONE:
                chosen = ""
            options = cast("ReadOptions", {**options, error.option: chosen})
