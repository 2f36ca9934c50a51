"""What people see beside the answers: messages and progress, on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.progress import Progress

__all__ = ["complain", "progress", "say", "stages"]


def say(message: str) -> None:
    """Tell people something that is no answer."""
    print(message, file=sys.stderr, flush=True)


def complain(message: str) -> None:
    """Tell people that something went wrong."""
    say(f"vizsla: {message}")


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while many inputs are worked on, where somebody looks on.

    Args:
        what: is being done.
        total: how many there are; no bar is shown for one.

    Returns:
        What is to be told how many are done, and of how many.

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
        task = bar.add_task(what, total=total)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


@contextmanager
def stages() -> Iterator[Callable[[Progress], None]]:
    """Show a bar for each stage of long work, where somebody looks on.

    Returns:
        What is to be given each Progress.

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
        TextColumn("{task.fields[rest]}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=1, rest="")

        def tell(progress: Progress) -> None:
            left = progress.seconds_left
            rest = "" if left is None else f"{left:.0f} s left"
            bar.update(
                task,
                description=progress.stage,
                completed=progress.done,
                total=max(progress.total, 1),
                rest=rest,
            )

        yield tell
