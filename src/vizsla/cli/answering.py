"""Answers the inputs of a command, prints the answers, and counts the failures."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING, Any

import typer

from vizsla.answer import Answer
from vizsla.cli.console import (
    OutputError,
    input_bar,
    print_failed_input,
    print_note,
    print_problem,
    print_text,
)
from vizsla.cli.exit_codes import FAILED, SOME_FAILED
from vizsla.cli.inputs import Inputs
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.output import Answered, FileOutput, as_json, as_text
from vizsla.cli.printing import output_encoding
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError, VizslaError
from vizsla.functions.classifier import Classifier
from vizsla.modalities.limits import Limits
from vizsla.multi_label_kinds import is_multi_label
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vizsla.cli.inputs import Input
    from vizsla.functions import Function
    from vizsla.functions.explanation import Explanation

__all__ = ["answer_all", "call_options", "say_why_never_sure"]


def answer_all(
    function: Function[Any, Any],
    arguments: Sequence[str],
    *,
    as_json_lines: bool = False,
    write: Path | None = None,
    skip: int = 0,
    allow_private: bool = False,
    lines: bool = False,
    text_column: str | None = None,
    explain: bool = False,
    **given: Any,  # noqa: ANN401 - the command's options, None for those that were left out
) -> None:
    """Answer every input, and exit with the code that says how many were answered.

    Raises:
        OptionError: an option does not fit the function.

    """
    options = call_options(function, given, allow_private=allow_private)
    explainer = _explainer(function, options) if explain else None
    inputs = Inputs(function, arguments, skip, lines=lines, text_column=text_column)
    encoding = output_encoding()
    count = _Count()

    def kept() -> str:
        where, on = ("printed", "") if write is None else (f"in {write}", " (into another file)")
        done = output.count if output else count.done
        again = same_command(skip + done)
        return f"{done} of {len(inputs)} answers are {where}; to go on{on}: {again}"

    def show(each: Answered) -> None:
        if isinstance(each.result, Answer):
            alone = len(inputs) == 1
            text = as_text(each, alone=alone, alternatives="top" in options)
            print_text(as_json(each, encoding) if as_json_lines else text)

    output = _file_output(write, function) if write else None
    try:
        with resumable(kept), output or nullcontext():
            _answer_each(inputs, options, explainer, output.add if output else show, count)
    except OutputError as error:
        print_problem(f"{error}; {kept()}")
        raise typer.Exit(SOME_FAILED if count.done > count.failed else FAILED) from error
    answered = len(inputs) - count.failed
    say_why_never_sure(function, options, answered)
    if write:
        print_note(f"{counted(answered, 'answer')} in {write}")
    if count.failed:
        if answered:
            print_note(f"{answered} answered, {count.failed} not")
        raise typer.Exit(SOME_FAILED if answered else FAILED)


def call_options(
    function: Function[Any, Any], given: dict[str, Any], *, allow_private: bool
) -> dict[str, Any]:
    """Return the options that were given, as a function takes them.

    Raises:
        OptionError: one does not fit the function.

    """
    options = {key: value for key, value in given.items() if value is not None}
    if allow_private:
        options["limits"] = Limits(allow_private_urls=True)
    if "columns" in options and not isinstance(function, Classifier):
        raise OptionError(f"{function.name} looks at no columns: leave --column out")
    taken = signature(type(function).__call__).parameters
    for name in ("reference", "zone"):
        if name in options and name not in taken:
            raise OptionError(f"{function.name} reads no dates: leave --{name} out")
    return options


def _explainer(
    function: Function[Any, Any], options: dict[str, Any]
) -> Callable[[object, Input], Explanation]:
    """Return what explains a function's answer to a text, by what was read and the input.

    Raises:
        OptionError: the function is not one of texts.

    """
    modality = function.modality
    if not modality.str_is_content:
        raise OptionError(
            f"--explain names the words of a text, and {function.name} takes {modality.plural}; "
            "the page of vizsla test shows the parts that count"
        )

    def explained(read: object, each: Input) -> Explanation:
        own = each.options(options)
        columns = {"columns": own["columns"]} if "columns" in own else {}
        return function.explain(read, **columns)

    return explained


def _file_output(path: Path, function: Function[Any, Any]) -> FileOutput:
    texts, labels = function.modality.str_is_content, is_multi_label(function.kind)
    return FileOutput(path, texts=texts, labels=labels)


@dataclass(slots=True)
class _Count:
    """The number of inputs that were answered or failed, and of those that failed."""

    done: int = 0
    failed: int = 0


def _answer_each(
    inputs: Inputs,
    options: dict[str, Any],
    explain: Callable[[object, Input], Explanation] | None,
    give: Callable[[Answered], None],
    count: _Count,
) -> None:
    with input_bar("answering", len(inputs)) as report:
        for each, result in inputs.answers(options):
            explanation = None
            if isinstance(result, VizslaError):
                count.failed += 1
                print_failed_input(each.name, translate(str(result)))
            elif explain is not None:
                explanation = explain(inputs.read(each), each)
            give(Answered(each.name, result, each.text, explanation))
            count.done += 1
            report(count.done, len(inputs))


def say_why_never_sure(
    function: Function[Any, Any], options: dict[str, Any], answered: int
) -> None:
    """Print why no answer is sure, where that is so and no threshold was given."""
    why = function.why_never_sure
    if answered and why is not None and "threshold" not in options:
        print_note(why)
