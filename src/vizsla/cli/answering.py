"""Answers the inputs of a command, prints the answers, and counts the failures."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import typer

from vizsla.answer import Answer
from vizsla.cli.console import input_bar, print_note, print_problem
from vizsla.cli.exit_codes import FAILED, SOME_FAILED
from vizsla.cli.inputs import Inputs
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.output import FileOutput, as_json, as_text
from vizsla.cli.translate_message import translate
from vizsla.errors import VizslaError
from vizsla.modalities.image.load_image import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.functions import Function

__all__ = ["answer_all"]


def answer_all(
    function: Function[Any, Any],
    arguments: Sequence[str],
    *,
    as_json_lines: bool = False,
    write: Path | None = None,
    skip: int = 0,
    allow_private: bool = False,
    **given: Any,  # noqa: ANN401 - the command's options, None for those that were left out
) -> None:
    """Answer every input, and exit with the code that says how many were answered."""
    options = {key: value for key, value in given.items() if value is not None}
    if allow_private:
        options["limits"] = Limits(allow_private_urls=True)
    inputs = Inputs(arguments, skip)
    done = failed = 0

    def kept() -> str:
        where, on = ("printed", "") if write is None else (f"in {write}", " (into another file)")
        again = same_command(skip + done)
        return f"{done} of {len(inputs)} answers are {where}; to go on{on}: {again}"

    output = FileOutput(write) if write else nullcontext()
    with resumable(kept), output as file, input_bar("answering", len(inputs)) as report:
        for name, result in inputs.answers(function, options):
            if isinstance(result, VizslaError):
                failed += 1
                message = translate(str(result))
                print_problem(message if name in message else f"{name}: {message}")
            if file:
                file.add(name, result)
            elif isinstance(result, Answer):
                shown = None if len(inputs) == 1 else name
                text = as_text(shown, result, alternatives="top" in options)
                print(as_json(name, result) if as_json_lines else text, flush=True)
            done += 1
            report(done, len(inputs))
    answered = len(inputs) - failed
    if write:
        print_note(f"{answered} answers in {write}")
    if failed:
        if answered:
            print_note(f"{answered} answered, {failed} not")
        raise typer.Exit(SOME_FAILED if answered else FAILED)
