"""``vizsla train trees``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.console import say, stages
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    test: Annotated[float, typer.Option(help="The share to keep apart for the test.")] = 0.2,
    precision: Annotated[
        float, typer.Option(help="The share of sure answers that must be right.")
    ] = 0.95,
    confidence: Annotated[float, typer.Option(help="How certain that must be.")] = 0.95,
    html: Annotated[Path | None, typer.Option(help="Where to write the curves' page.")] = None,
) -> None:
    """Train on what is labelled, and say whether the model overfits."""
    with opened(name) as project:
        with stages() as tell:
            run = project.train(
                test=test, precision=precision, confidence=confidence, progress=tell
            )
        print(f"run {run.number}: {run.diagnosis.kind}")
        print(run)
        if html is not None:
            say(f"the page: {run.show(html)}")
