"""The command line: each command parses, calls and prints.

Exit codes: 0 all inputs were answered; 1 no input was, or the command failed; 2 the call was wrong;
3 some inputs were answered and some not; 130 the command was interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla import __version__
from vizsla.cli import (
    add,
    call,
    card,
    classify,
    compare,
    describe,
    detect,
    dogscope,
    examples,
    explore,
    export,
    export_data,
    feedback,
    functions,
    history,
    import_app,
    keys,
    label,
    labels,
    learn,
    listen,
    mark,
    mcp,
    new,
    projects,
    publish,
    recognize,
    remove,
    rollback,
    runs,
    samples,
    serve,
    speak,
    studio,
    suggest,
    test,
    train,
    undo,
    users,
    versions,
    watch,
)
from vizsla.cli.console import OutputError, own_warnings, prepare_output, print_line, print_problem
from vizsla.cli.exit_codes import FAILED, INTERRUPTED, WRONG_CALL
from vizsla.cli.interruption import ends_tidily
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError, VizslaError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["app", "main"]

app = typer.Typer(
    help="AI is a function call: it returns an answer and a score.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
PANELS = {
    "Call a function": (
        *(describe, classify, detect, recognize, listen, speak),
        *(call, watch, functions, card, samples),
    ),
    "Make one from a folder": (learn,),
    "Make one in a loop": (new, add, explore, suggest, label, train, test, publish),
    "Make one by looking, in the browser": (studio,),
    "Versions": (runs, versions, compare, rollback, export),
    "Answer others": (serve, mcp, feedback),
    "Dog Scope, the app": (dogscope,),
    "Projects": (projects, examples, labels, mark, history, undo, remove, export_data),
}
for panel, modules in PANELS.items():
    for module in modules:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        app.command(name, rich_help_panel=panel)(module.command)
app.add_typer(keys.app, name="keys", rich_help_panel="Answer others")
app.add_typer(users.app, name="users", rich_help_panel="Answer others")
app.command("import-data", rich_help_panel="Projects")(add.command)
app.command("import", rich_help_panel="Make one in a loop")(import_app.command)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's interface
    if wanted:
        print_line(f"vizsla {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """AI is a function call: it returns an answer and a score."""
    del version  # the callback has printed it


def _check_words(words: Sequence[str]) -> None:
    """Refuse words that no system passes on, before anything takes them for a path.

    Raises:
        OptionError: a word has a zero, or half a surrogate pair that stands for no byte.

    """
    for word in words:
        try:
            usable = b"\0" not in os.fsencode(word)
        except UnicodeEncodeError:
            usable = False
        if not usable:
            raise OptionError(f"{word!r:.80} is no text that a command can take; write it again")


def main() -> None:
    """Run the command line, and exit with one of the codes above."""
    prepare_output()
    try:
        _check_words(sys.argv)
        with ends_tidily(), own_warnings():
            app(prog_name="vizsla")
    except OptionError as error:
        print_problem(translate(str(error)))
        sys.exit(WRONG_CALL)
    except VizslaError as error:
        print_problem(translate(str(error)))
        sys.exit(FAILED)
    except OutputError as error:
        print_problem(str(error))
        sys.exit(FAILED)
    except BrokenPipeError:  # the reader has enough answers
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
