"""The message after Ctrl-C: what was kept, and how to go on."""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vizsla.cli.console import print_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["ends_tidily", "resumable", "same_command"]


@contextmanager
def ends_tidily() -> Iterator[None]:
    """Let a request to end (SIGTERM, or a closed terminal) interrupt the work as Ctrl-C does.

    Unfinished files are then removed, and what was done is kept.
    """

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # One that is ignored, as under nohup, stays so.
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def resumable(kept: str | Callable[[], str]) -> Iterator[None]:
    """Print one line where the work within is interrupted, and let the interruption pass.

    Args:
        kept: what stays and how to go on, in words; a function is called after the interruption.

    """
    try:
        yield
    except KeyboardInterrupt:
        print_problem(f"interrupted; {kept if isinstance(kept, str) else kept()}")
        raise


def same_command(skip: int = 0) -> str:
    """Return the command that runs, as a line for the shell.

    Args:
        skip: the number of inputs to skip this time.

    """
    words = sys.argv[1:]
    if skip:
        # The command may have the option already: its number counts from the first input, too.
        words = [
            word
            for before, word in zip(["", *words], words, strict=False)
            if "--skip" not in {word.partition("=")[0], before}
        ]
        words += ["--skip", str(skip)]
    return shlex.join(("vizsla", *words))
