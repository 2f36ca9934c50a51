"""Prints results on standard output: as text for people, or as one line of JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from vizsla.cli.console import print_note, print_problem, print_text
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError
from vizsla.terminal_text import json_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vizsla.pages.showable import Showable
    from vizsla.testing import Comparison, Report
    from vizsla.testing.multi_label import MultiLabelReport
    from vizsla.testing.multi_label.multi_label_comparison import MultiLabelComparison

__all__ = ["output_encoding", "print_json", "print_page", "print_tested"]


def output_encoding() -> str:
    """Return the encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def print_json(value: Mapping[str, object]) -> None:
    """Print a value as one line of JSON."""
    print_text(json_line(value, output_encoding()))


def print_page(result: Showable, html: Path | None) -> None:
    """Write a result's page, open it where there is a screen, and print its path.

    Args:
        result: the result.
        html: the page's file; None for the one in the workspace, which nobody asked for: where it
            can't be written, the command has not failed.

    Raises:
        OptionError: the page can't be written to ``html``.

    """
    try:
        written = result.show(html)
    except OptionError as error:
        if html is not None:
            raise
        print_problem(translate(str(error)))
    else:
        print_note(f"the page: {written}")


def print_tested(
    result: Report | MultiLabelReport | Comparison | MultiLabelComparison,
    html: Path | None,
    *,
    json: bool,
) -> None:
    """Print a test's result, and write its page unless only JSON was asked for.

    Args:
        result: the report or the comparison.
        html: the page's file; None for the one in the workspace.
        json: whether to print JSON rather than text.

    """
    if json:
        print_json(result.to_dict())
    else:
        print_text(result)
    if html is not None or not json:
        print_page(result, html)
