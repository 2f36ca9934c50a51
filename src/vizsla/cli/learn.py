"""``vizsla learn photos/ my-function``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import input_bar, print_problem
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.translate_message import translate
from vizsla.wording import counted

__all__ = ["command"]


def command(
    folder: Annotated[Path, typer.Argument(help="Images, in one sub-folder for each label.")],
    save: Annotated[
        str,
        typer.Argument(
            help="The name to publish it under; or the path of a new folder (./NAME) or a .zip."
        ),
    ],
    test: Annotated[float, typer.Option(help="The share of images for the test.")] = 0.2,
    encoder: options.Encoder = None,
    *,
    replace: options.Replace = False,
) -> None:
    """Make a function of your own from a folder of images."""
    from vizsla.project.learn import learn  # noqa: PLC0415 - help must not wait for it

    unusable = 0

    def report(_path: Path, error: Exception) -> None:
        nonlocal unusable
        unusable += 1
        print_problem(translate(str(error)))

    kept = f"nothing was published, and {save} is as it was; to start again: {same_command()}"
    with resumable(kept), input_bar("learning", 2) as show:
        function = learn(
            folder,
            save,
            encoder=encoder,
            test=test,
            replace=replace,
            progress=show,
            on_bad=report,
        )
    tested = function.manifest.test
    if tested is None:
        raise AssertionError("learn tests what it returns")
    here = Path(save).exists() or "/" in save
    shown = save if here else f"{function.name}@{function.manifest.version}"
    print(
        f"{shown}  {tested.accuracy:.1%} right on {counted(tested.examples, 'image')} of the test "
        f"set (95 % interval {tested.low:.1%} to {tested.high:.1%})"
    )
    if unusable:
        print_problem(f"{counted(unusable, 'image')} could not be used")
