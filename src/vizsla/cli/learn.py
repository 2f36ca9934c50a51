"""``vizsla learn photos/ my-function``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vizsla.cli import options
from vizsla.cli.console import input_bar, print_line, print_problem
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.reading import (
    Encoding,
    LabelColumn,
    Layout,
    TextColumn,
    ask_until_clear,
    how_to_read,
)
from vizsla.cli.translate_message import translate
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.exchange.hints import ReadOptions
    from vizsla.functions import Function

__all__ = ["command"]

SHOWN = 10  # messages


def command(
    source: Annotated[
        Path,
        typer.Argument(help="Images in one sub-folder for each label, a .zip of them, or a table."),
    ],
    save: Annotated[
        str,
        typer.Argument(
            help="The name to publish it under; or the path of a new folder (./NAME) or a .zip."
        ),
    ],
    test: Annotated[float, typer.Option(help="The share of examples for the test.")] = 0.2,
    kind: options.Kind = None,
    encoder: options.Encoder = None,
    layout: Layout = None,
    label_column: LabelColumn = None,
    encoding: Encoding = None,
    text_column: TextColumn = None,
    column: options.FeatureColumns = None,
    *,
    replace: options.Replace = False,
    multi_label: options.MultiLabel = False,
) -> None:
    """Make a function of your own from labelled images or texts."""
    from vizsla import learn  # noqa: PLC0415 - help must not wait for it; this names a missing extra
    from vizsla.bundle.promises import promises  # noqa: PLC0415 - as above
    from vizsla.multi_label_kinds import is_multi_label  # noqa: PLC0415 - as above

    unusable = 0

    def report(_path: Path, error: Exception) -> None:
        nonlocal unusable
        unusable += 1
        if unusable <= SHOWN:
            print_problem(translate(str(error)))

    kept = f"nothing was published, and {save} is as it was; to start again: {same_command()}"

    def make(how: ReadOptions) -> Function[Any, Any]:
        with resumable(kept), input_bar("learning", 2) as show:
            return learn(
                source,
                save,
                kind=kind,
                encoder=encoder,
                multi_label=multi_label,
                test=test,
                replace=replace,
                columns=column or (),
                on_read=lambda line: print_line(f"{source}  {translate(line)}"),
                progress=show,
                on_bad=report,
                **how,
            )

    function = ask_until_clear(make, how_to_read(layout, label_column, encoding, text_column))
    tested = function.manifest.test
    words = function.modality.singular, function.modality.plural
    if tested is None:
        raise AssertionError("learn tests what it returns")
    right = "with exactly their labels," if is_multi_label(function.kind) else "right"
    here = Path(save).exists() or "/" in save
    shown = save if here else f"{function.name}@{function.manifest.version}"
    print_line(
        f"{shown}  {tested.accuracy:.1%} {right} on {counted(tested.examples, *words)} of the test "
        f"set (95 % interval {tested.low:.1%} to {tested.high:.1%})"
    )
    print_line(f"Tested on {tested.measured_on}.")
    for sentence in promises(function.manifest):
        print_line(sentence)
    if unusable:
        print_problem(f"{counted(unusable, *words)} could not be used")
