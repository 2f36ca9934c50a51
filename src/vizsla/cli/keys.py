"""``vizsla keys new | list | revoke | usage``."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_note, print_text
from vizsla.cli.printing import print_json
from vizsla.csv_cells import written_cell
from vizsla.errors import MissingExtraError, OptionError
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace.api_keys import ApiKey, ApiKeys

__all__ = ["app"]

app = typer.Typer(help="Keys, by which others call a server.", no_args_is_help=True)
COLUMNS = ("day", "key", "function", "requests", "inputs", "price", "amount")
MOST_DAYS = 36_500


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="A name for the key, such as shop.")],
    *,
    function: Annotated[
        list[str] | None, typer.Option(help="A function that it may call; all by default.")
    ] = None,
    per_minute: Annotated[int | None, typer.Option(help="The most inputs a minute.")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=MOST_DAYS, help="The days until it expires.")
    ] = None,
    price: Annotated[
        str | None, typer.Option(help="The price of an answered input, for the usage: 0.002.")
    ] = None,
    train: Annotated[
        bool, typer.Option("--train", help="Let it change and train projects, too.")
    ] = False,
) -> None:
    """Make a key, and show it once."""
    _check_functions(function or [])
    expires_at = None if days is None else datetime.now(UTC) + timedelta(days)
    with _keys() as keys:
        secret = keys.new(
            name,
            functions=function or [],
            per_minute=per_minute,
            price=price,
            expires_at=expires_at,
            may_train=train,
        )
    print_line(secret)
    print_note("Keep it now: only its hash is stored. Callers send it as Authorization: Bearer KEY")


@app.command("list")
def list_keys(*, json: options.AsJson = False) -> None:
    """List the keys; never the secrets."""
    with _keys() as keys:
        for each in keys.all():
            if json:
                print_json(
                    {
                        "name": each.name,
                        "id": each.public_id,
                        "state": _state(each),
                        "functions": each.functions and list(each.functions),
                        "per_minute": each.per_minute,
                        "may_train": each.may_train,
                        "price": None if each.price is None else str(each.price),
                        "created_at": each.created_at.isoformat(),
                        "expires_at": each.expires_at and each.expires_at.isoformat(),
                    }
                )
                continue
            scope = "all functions" if each.functions is None else ", ".join(each.functions)
            rate = "" if each.per_minute is None else f", {each.per_minute} a minute"
            trains = ", may train" if each.may_train else ""
            print_line(
                f"{each.name}  vz_{each.public_id}_...  {_state(each)}, {scope}{rate}{trains}"
            )


@app.command()
def revoke(name: Annotated[str, typer.Argument(help="The key's name.")]) -> None:
    """Revoke a key for good; servers refuse it within two seconds."""
    with _keys() as keys:
        keys.revoke(name)
    print_line(f"{name} is revoked")


@app.command()
def usage(*, json: options.AsJson = False) -> None:
    """Print, as CSV, how often each key called each function on each day (UTC)."""
    with _keys() as keys:
        rows = [
            (
                each.day.isoformat(),
                each.key.name,
                each.function,
                each.requests,
                each.inputs,
                "" if each.key.price is None else str(each.key.price),
                "" if each.amount is None else str(each.amount),
            )
            for each in keys.usage()
        ]
    if json:
        for row in rows:
            print_json(dict(zip(COLUMNS, row, strict=True)))
        return
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([written_cell(each) if isinstance(each, str) else each for each in row])
    print_text(table.getvalue().rstrip("\n"))
    print_note(counted(len(rows), "row"))


@contextmanager
def _keys() -> Iterator[ApiKeys]:
    try:
        from vizsla.workspace import Workspace  # noqa: PLC0415 - help must not wait for it
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"'vizsla keys' needs {error.name}, which is not installed: "
            "pip install 'vizsla[server]'"
        ) from error
    with Workspace.open() as workspace:
        yield workspace.keys


def _check_functions(names: list[str]) -> None:
    from vizsla.functions.loading import list_functions  # noqa: PLC0415 - help must not wait
    from vizsla.nearest import did_you_mean  # noqa: PLC0415

    known = list_functions() if names else ()
    for name in names:
        if name not in known:
            question = did_you_mean(name, known)
            raise OptionError(
                f"--function {name}: there is no function of that name; "
                f"{question and f'{question} '}the functions are {', '.join(known)}"
            )


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if not key.is_valid():
        return f"expired {key.expires_at:%Y-%m-%d}"
    return "valid" if key.expires_at is None else f"valid until {key.expires_at:%Y-%m-%d}"
