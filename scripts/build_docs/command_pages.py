"""The page of all commands, made of the command line itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer.main
from markdown import escaped, table

from vizsla.cli import PANELS, app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = """# Commands

Every command with its arguments and options. `vizsla COMMAND --help` says the same in a terminal;
[the command line](command-line.md) has examples, and says what inputs and outputs are.
"""


def command_pages(reference: Path) -> None:
    """Write the page."""
    parts = [_HEAD]
    shown = None
    for words, command, panel in sorted(_commands(), key=lambda each: _place(each[2])):
        if panel != shown:
            parts.append(f"## {panel}\n")
            shown = panel
        parts.append(_section(words, command))
    (reference / "commands.md").write_text("\n".join(parts), encoding="utf-8")


def _commands() -> Iterator[tuple[str, Any, str]]:
    top: Any = typer.main.get_command(app)
    for name, command in top.commands.items():
        if hasattr(command, "commands"):
            for inner, each in command.commands.items():
                yield f"{name} {inner}", each, command.rich_help_panel
        else:
            yield name, command, command.rich_help_panel


def _place(panel: str) -> int:
    return list(PANELS).index(panel)


def _section(words: str, command: Any) -> str:  # noqa: ANN401 - typer's own click
    params = [each for each in command.params if each.name != "help"]
    arguments = [each for each in params if each.param_type_name == "argument"]
    options = [each for each in params if each.param_type_name == "option"]
    usage = ["vizsla", words, *(["[OPTIONS]"] if options else []), *map(_metavar, arguments)]
    parts = [
        f"### vizsla {words}\n",
        f"{escaped(' '.join(command.help.split()))}\n",
        f"```text\n{' '.join(usage)}\n```\n",
    ]
    rows = [
        *([f"`{_metavar(each)}`", _told(each)] for each in arguments),
        *([f"`{_option(each)}`", _told(each)] for each in options),
    ]
    if rows:
        parts.append(table(("argument or option", "meaning"), rows))
    return "\n".join(parts)


def _metavar(argument: Any) -> str:  # noqa: ANN401 - typer's own click
    name = argument.metavar or argument.name.upper()
    name = f"{name}..." if argument.nargs == -1 and not name.endswith("...") else name
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option(option: Any) -> str:  # noqa: ANN401 - typer's own click
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        names += f" / {', '.join(option.secondary_opts)}"
    if option.is_flag:
        return names
    return f"{names} {option.metavar or _kind(option.type)}"


def _kind(kind: Any) -> str:  # noqa: ANN401 - typer's own click
    choices = getattr(kind, "choices", None)
    if choices:
        return "|".join(str(getattr(each, "value", each)) for each in choices)
    words = {"int": "NUMBER", "integer": "NUMBER", "float": "NUMBER", "str": "TEXT"}
    name = str(kind.name).removesuffix(" range")
    return words.get(name, name.upper())


def _told(param: Any) -> str:  # noqa: ANN401 - typer's own click
    said = [escaped(" ".join((param.help or "").split()))]
    low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if low is not None and high is not None:
        said.append(f"From {low:g} to {high:g}.")
    elif low is not None:
        said.append(f"At least {low:g}.")
    if param.param_type_name == "option" and not param.is_flag:
        default = param.default
        if param.multiple:
            said.append("May be given several times.")
        elif isinstance(default, int | float | str) and default != "":
            said.append(f"By default `{default}`.")
        if param.required:
            said.append("Required.")
    return " ".join(filter(None, said))
