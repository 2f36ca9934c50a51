"""``vizsla learn photos/ my-function``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.console import complain, progress
from vizsla.cli.options import Encoder

__all__ = ["command"]


def command(
    folder: Annotated[Path, typer.Argument(help="Pictures, in one sub-folder a label.")],
    save: Annotated[Path, typer.Argument(help="Where to publish: a new folder, or a .zip.")],
    test: Annotated[float, typer.Option(help="The share of pictures to hold out.")] = 0.2,
    encoder: Encoder = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a published function that is there.")
    ] = False,
) -> None:
    """Make a function of your own from a folder of pictures."""
    from vizsla.project.learn import learn  # noqa: PLC0415 - help must not wait for it

    bad = 0

    def report(_path: Path, error: Exception) -> None:
        nonlocal bad
        bad += 1
        complain(str(error))

    with progress("learning", 2) as tell:
        function = learn(
            folder,
            save,
            encoder=encoder,
            test=test,
            replace=replace,
            progress=tell,
            on_bad=report,
        )
    tested = function.manifest.test
    if tested is None:
        raise AssertionError("what learn returns was tested")
    print(
        f"{save}  {tested.accuracy:.1%} right on {tested.examples} pictures held out "
        f"(95 % interval {tested.low:.1%} to {tested.high:.1%})"
    )
    if bad:
        complain(f"{bad} pictures could not be used")
