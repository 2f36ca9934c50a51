"""Messages and progress bars, on standard error: standard output is for answers alone."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.progress import Progress

__all__ = ["ask", "can_ask", "input_bar", "print_note", "print_problem", "stage_bar"]


def print_note(message: str) -> None:
    """Print a message beside the answers."""
    print(message, file=sys.stderr, flush=True)


def print_problem(message: str) -> None:
    """Print a message about something that went wrong."""
    print_note(f"vizsla: {message}")


def can_ask() -> bool:
    """Return whether somebody sits at a terminal who can answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, *, default: bool) -> bool:
    """Ask a question on standard error, and return whether the answer is yes.

    Args:
        question: a question to answer with yes or no.
        default: the answer of somebody who only presses Enter.

    """
    while True:
        print(f"{question} [{'Y/n' if default else 'y/N'}] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        word = answer.strip().casefold()
        if not answer or word in {"n", "no"}:  # where the input has ended, nothing is agreed to
            return False
        if word in {"", "y", "yes"}:
            return default or bool(word)


@contextmanager
def input_bar(task: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar for many inputs, on a terminal.

    Args:
        task: in words, such as ``answering``.
        total: the number of inputs; one input gets no bar.

    Yields:
        A function to call with the number of inputs done, and of inputs in all.

    """
    if total <= 1 or not sys.stderr.isatty():
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
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # On one screen the answers must scroll above the bar; into a pipe they go as they are.
        redirect_stdout=sys.stdout.isatty(),
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
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only here
    from rich.progress import BarColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[remaining]}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        row = bar.add_task("", total=1, remaining="")

        def report(progress: Progress) -> None:
            left = progress.seconds_left
            bar.update(
                row,
                description=progress.stage,
                completed=progress.done,
                total=max(progress.total, 1),
                remaining="" if left is None else f"{left:.0f} s left",
            )

        yield report
