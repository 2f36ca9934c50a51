"""Answers what a command was given, prints it, and counts."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import typer

from vizsla.cli.console import complain, progress, say
from vizsla.cli.inputs import Inputs
from vizsla.cli.output import FileOutput, as_json, as_text
from vizsla.errors import VizslaError
from vizsla.modalities.image.load_image import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.functions import Function

__all__ = ["answer_all"]

NONE_ANSWERED = 1
SOME_FAILED = 3


def answer_all(
    function: Function[Any, Any],
    arguments: Sequence[str],
    *,
    as_json_lines: bool = False,
    write: Path | None = None,
    allow_private: bool = False,
    **asked: Any,  # noqa: ANN401 - what the command was given, None for what was not
) -> None:
    """Answer every input, and exit with how it went."""
    options = {key: value for key, value in asked.items() if value is not None}
    if allow_private:
        options["limits"] = Limits(allow_private_urls=True)
    inputs = Inputs(arguments)
    failed = 0
    output = FileOutput(write) if write else nullcontext()
    with output as file, progress("answering", len(inputs)) as tell:
        for done, (name, result) in enumerate(inputs.answers(function, options), 1):
            if isinstance(result, VizslaError):
                failed += 1
                complain(f"{name}: {result}" if name not in str(result) else str(result))
            if file:
                file.add(name, result)
            elif isinstance(result, VizslaError):
                pass
            elif as_json_lines:
                print(as_json(name, result), flush=True)
            else:
                shown = name if len(inputs) > 1 else None
                text = as_text(shown, result, alternatives="top" in options)
                print(text, flush=True)
            tell(done, len(inputs))
    answered = len(inputs) - failed
    if write:
        say(f"{answered} answers in {write}")
    if failed:
        if answered:
            say(f"{answered} answered, {failed} not")
        raise typer.Exit(SOME_FAILED if answered else NONE_ANSWERED)
