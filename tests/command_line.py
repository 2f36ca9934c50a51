"""The command line, called in this process: starting one takes most of a command's time."""

from __future__ import annotations

import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from vizsla.cli import main

if TYPE_CHECKING:
    from pathlib import Path


class Done(NamedTuple):
    """The result of a command: its exit code, and its output."""

    code: int
    stdout: str
    stderr: str


def vizsla(*arguments: object, folder: Path, stdin: bytes = b"", merge: bool = False) -> Done:
    """Run a command.

    Args:
        arguments: the words after ``vizsla``.
        folder: the working directory.
        stdin: standard input.
        merge: whether ``stdout`` has standard error as well, as a terminal shows both.

    """
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    if merge:
        stderr = stdout
    code = 0
    with (
        chdir(folder),
        redirect_stdout(stdout),
        redirect_stderr(stderr),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        patch.object(sys, "argv", ["vizsla", *map(str, arguments)]),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    for stream in (stdout, stderr):
        stream.seek(0)
    return Done(code, stdout.read(), "" if merge else stderr.read())
