"""Prints what is said into a microphone, as it is said."""

from __future__ import annotations

import sys

from vizsla.cli.console import print_note, print_text
from vizsla.terminal_text import one_line

__all__ = ["listen_to_microphone"]


def listen_to_microphone() -> None:
    """Print each segment that is said; on a terminal also what is being said.

    Raises:
        InputError: there is no microphone.
        MissingExtraError: what reads it is not installed.

    """
    from vizsla.functions.listen_live import listen_live  # noqa: PLC0415 - NumPy

    print_note("listening; Ctrl-C ends it")
    shown = ""
    for part in listen_live():
        if part.segment is not None:
            _show("")
            shown = ""
            if part.segment.text is not None:
                print_text(one_line(part.segment.text))
            continue
        said = " ".join(each for each in (shown, part.settled) if each)
        _show(one_line(f"{said} {part.unsettled}"))
        shown = said


def _show(text: str) -> None:
    """Show on a terminal what is being said, on a line that is written again."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text[-100:]}")
        sys.stderr.flush()
