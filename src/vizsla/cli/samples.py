"""``vizsla samples``, ``vizsla samples try``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.console import print_line

__all__ = ["command"]


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to; by default, here.")
    ] = Path(),
) -> None:
    """Write small files to try things with: pictures, texts and sounds, free for anybody."""
    from vizsla.samples import write  # noqa: PLC0415 - help must not wait for it

    for path in write(folder):
        print_line(f"{path}/" if path.is_dir() else path)
