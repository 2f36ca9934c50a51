"""Results on standard output; messages and progress bars on standard error."""

from __future__ import annotations

import io
import logging
import os
import sys
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from vizsla.cli.translate_message import translate
from vizsla.terminal_text import one_line, safe_text
from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vizsla.progress import Progress

__all__ = [
    "OutputError",
    "ask",
    "ask_for_line",
    "can_ask",
    "choose",
    "input_bar",
    "own_warnings",
    "prepare_output",
    "print_failed_input",
    "print_line",
    "print_note",
    "print_problem",
    "print_text",
    "show_unfinished",
    "stage_bar",
]


_SHOWN = 79  # characters of a line that a terminal of the usual width does not break


class OutputError(Exception):
    """The results can't be written.

    Args:
        where: the place that they go to, in words.
        error: the system's error.

    """

    def __init__(self, where: object, error: OSError) -> None:
        super().__init__(f"{where} can't be written ({error.strerror or error})")


def prepare_output() -> None:
    """Make sure that messages and results can always be written.

    The output escapes the characters that its encoding lacks, rather than fail. A stream that was
    closed goes nowhere: the next file to be opened would take its number, and messages of
    libraries would go into that file.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_text(text: object) -> None:
    """Print a result of one or more lines.

    Raises:
        BrokenPipeError: the reader of standard output has gone.
        OutputError: standard output can't be written, such as on a full disk.

    """
    try:
        print(safe_text(str(text)), flush=True)
    except BrokenPipeError:
        _discard_output()
        raise
    except OSError as error:
        _discard_output()
        raise OutputError("standard output", error) from error


def _discard_output() -> None:
    """Keep Python from writing the rest once more at its end, which would fail again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_line(text: object) -> None:
    """Print a result of one line; errors as for ``print_text``."""
    print_text(one_line(str(text)))


def print_note(message: str) -> None:
    """Print a message beside the answers; where nobody reads it, the answers go on."""
    if sys.stderr is not None:  # print() would take standard output instead
        with suppress(OSError):
            print(safe_text(message), file=sys.stderr, flush=True)


def show_unfinished(text: str) -> None:
    """Show on a terminal what is not finished, on a line that the next call writes again."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{one_line(text)[-_SHOWN:]}")
        sys.stderr.flush()


def print_problem(message: str) -> None:
    """Print a message about something that went wrong."""
    print_note(f"vizsla: {message}")


def print_failed_input(name: str, message: str) -> None:
    """Print a message about an input that failed, with the input's name unless it is there."""
    name, message = one_line(name), one_line(message)
    print_problem(message if name in message else f"{name}: {message}")


def can_ask() -> bool:
    """Return whether somebody sits at a terminal who can answer a question."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


@contextmanager
def own_warnings() -> Iterator[None]:
    """Print Vizsla's warnings as messages, and no warnings of the libraries that it uses.

    ``python -W`` and ``PYTHONWARNINGS`` show them all, as they are.
    """
    with warnings.catch_warnings():
        if not sys.warnoptions:
            logging.getLogger().addHandler(logging.NullHandler())
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", VizslaWarning)
            warnings.showwarning = lambda message, *_, **__: print_problem(translate(str(message)))
        yield


def ask(question: str, *, default: bool) -> bool:
    """Ask a question on standard error, and return whether the answer is yes.

    Args:
        question: a question to answer with yes or no.
        default: the answer of somebody who only presses Enter.

    """
    while True:
        choice = "Y/n" if default else "y/N"
        print(f"{one_line(question)} [{choice}] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        word = answer.strip().casefold()
        if not answer or word in {"n", "no"}:  # where the input has ended, nothing is agreed to
            return False
        if word in {"", "y", "yes"}:
            return default or bool(word)


def ask_for_line(question: str) -> str | None:
    """Ask a question on standard error; return the line of the answer, None at the input's end."""
    print(f"{one_line(question)} ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer.strip() if answer else None


def choose(choices: Sequence[str]) -> str | None:
    """Let the user choose on standard error; None where the input has ended.

    Args:
        choices: the choices; somebody who only presses Enter takes the first.

    """
    for number, each in enumerate(choices, 1):
        print_note(f"  {number}  {each}")
    while True:
        print("Which? [1] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            return None
        word = answer.strip()
        if word in choices:
            return word
        number = int(word or 1) if word.isdecimal() or not word else 0
        if 0 < number <= len(choices):
            return choices[number - 1]


@contextmanager
def input_bar(task: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar for many inputs, on a terminal.

    Args:
        task: in words, such as ``answering``.
        total: the number of inputs; one input gets no bar.

    Yields:
        A function to call with the number of inputs done, and of inputs in all.

    """
    if total <= 1 or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only here
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # On one screen the answers must scroll above the bar; into a pipe they go as they are.
        redirect_stdout=sys.stdout is not None and sys.stdout.isatty(),
    )
    with bar:
        row = bar.add_task(task, total=total)
        yield lambda done, whole: bar.update(row, completed=done, total=whole)


@contextmanager
def stage_bar() -> Iterator[Callable[[Progress], None]]:
    """Show a progress bar for each stage of long work, on a terminal.

    Yields:
        A function to call with each Progress.

    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only here
    from rich.progress import BarColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    bar = Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[remaining]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        row = bar.add_task("", total=1, remaining="")

        def report(progress: Progress) -> None:
            left = progress.seconds_left
            bar.update(
                row,
                description=one_line(progress.stage),
                completed=progress.done,
                total=max(progress.total, 1),
                remaining="" if left is None else f"{left:.0f} s left",
            )

        yield report
