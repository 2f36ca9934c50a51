"""Answers the inputs of a command on a Ray cluster, and prints or writes the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from vizsla.answer import Answer
from vizsla.cli.answering import call_options, say_why_never_sure
from vizsla.cli.console import (
    input_bar,
    print_failed_input,
    print_note,
    print_text,
)
from vizsla.cli.exit_codes import FAILED, SOME_FAILED
from vizsla.cli.inputs import STDIN, Inputs
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.output import Answered, as_json, as_text
from vizsla.cli.printing import output_encoding
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError, VizslaError
from vizsla.on_ray.find_inputs import find_inputs, input_of
from vizsla.on_ray.objects import is_object
from vizsla.on_ray.over_on_ray import answers_on_ray
from vizsla.on_ray.write_on_ray import write_on_ray
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions import Function
    from vizsla.on_ray.part_inputs import RayInput

__all__ = ["answer_all_on_ray"]


def answer_all_on_ray(
    function: Function[Any, Any],
    arguments: Sequence[str],
    *,
    address: str | None,
    as_json_lines: bool = False,
    write: str | None = None,
    allow_private: bool = False,
    lines: bool = False,
    text_column: str | None = None,
    **given: Any,  # noqa: ANN401 - the command's options, None for those that were left out
) -> None:
    """Answer every input, and exit with the code that says how many were answered.

    Raises:
        OptionError: an option does not fit the function, or an input can't go to other machines.
        ClusterError: the cluster can't be reached, or fails.

    """
    options = call_options(function, given, allow_private=allow_private)
    inputs = [
        each
        for argument in arguments
        for each in _found(function, argument, lines=lines, text_column=text_column)
    ]
    if write is None:
        answered = _print(function, inputs, options, address, as_json_lines=as_json_lines)
    else:
        answered = _write(function, inputs, options, address, write)
    say_why_never_sure(function, options, answered)
    failed = len(inputs) - answered
    if failed:
        print_note(f"{answered} answered, {failed} not")
        raise typer.Exit(SOME_FAILED if answered else FAILED)


def _found(
    function: Function[Any, Any], argument: str, *, lines: bool, text_column: str | None
) -> list[RayInput]:
    """Return the inputs of an argument; one that can't be read is its error."""
    modality = function.modality
    if argument == STDIN:
        raise OptionError("standard input can't go to other machines: name a file instead of -")
    if is_object(argument):
        try:
            return find_inputs(argument, modality)
        except VizslaError as error:
            return [input_of(error, modality, argument)]
    found = Inputs(function, [argument], lines=lines, text_column=text_column)
    return [
        input_of(each.source, modality, each.name)._replace(text=each.text, cells={**each.cells})
        for each in found
    ]


def _print(
    function: Function[Any, Any],
    inputs: Sequence[RayInput],
    given: dict[str, Any],
    address: str | None,
    *,
    as_json_lines: bool,
) -> int:
    """Print the answers in the inputs' order, and return their number."""
    options = function.call_options(**given)
    function.prepare(options)
    encoding = output_encoding()
    answered = 0
    with input_bar("answering", len(inputs)) as report:
        pairs = answers_on_ray(function, inputs, options, address)
        for done, (each, result) in enumerate(pairs, 1):
            if isinstance(result, Answer):
                answered += 1
                row = Answered(each.name, result, each.text)
                text = as_text(row, alone=len(inputs) == 1, alternatives="top" in given)
                print_text(as_json(row, encoding) if as_json_lines else text)
            else:
                print_failed_input(each.name, translate(str(result)))
            report(done, len(inputs))
    return answered


def _write(
    function: Function[Any, Any],
    inputs: Sequence[RayInput],
    options: dict[str, Any],
    address: str | None,
    output: str,
) -> int:
    """Write the answers into a folder of parts, and return their number."""
    kept = f"the parts that are finished stay in {output}; to go on: {same_command()}"
    with resumable(kept), input_bar("answering", len(inputs)) as report:
        done = write_on_ray(function, inputs, options, output, address=address, progress=report)
    before = f" ({done.kept} rows were there already)" if done.kept else ""
    print_note(f"{counted(done.answered, 'answer')} in {output}{before}")
    return done.kept + done.answered
