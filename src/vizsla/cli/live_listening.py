"""Prints the transcript of a microphone, live."""

from __future__ import annotations

from vizsla.cli.console import print_line, print_note, show_unfinished

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
            show_unfinished("")
            shown = ""
            if part.segment.text is not None:
                print_line(part.segment.text)
            continue
        said = " ".join(each for each in (shown, part.settled) if each)
        show_unfinished(f"{said} {part.unsettled}")
        shown = said
