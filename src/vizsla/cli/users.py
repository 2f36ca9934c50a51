"""``vizsla users add | list | role | password | remove``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import can_ask, print_line, print_note
from vizsla.cli.printing import print_json
from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace import Workspace

__all__ = ["app"]

app = typer.Typer(help="People who sign in to the studio of a server.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The name to sign in with: anna, anna@example.org.")]
Role = Annotated[
    str, typer.Option(help="owner does all; labeller adds, labels and trains; viewer looks.")
]


@app.command()
def add(
    name: Name,
    *,
    role: Role = "labeller",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Who signs in by OpenID alone, with this address.")
    ] = False,
) -> None:
    """Add a person; the password is asked for, or read as a line of standard input."""
    from vizsla.workspace.people import check_role, person_key  # noqa: PLC0415 - help must not wait

    person_key(name)
    check_role(role)
    password = None if no_password else _password()
    with _workspace() as workspace:
        found = workspace.people.add(name, role, password)
        workspace.audit.add(None, "addPerson", details={"person": found.name, "role": role})
    print_line(f"{found.name} may sign in as {role}")


@app.command("list")
def list_people(*, json: options.AsJson = False) -> None:
    """List the people; never a password."""
    with _workspace() as workspace:
        people = workspace.people.all()
    for each in people:
        seen = None if each.seen_at is None else each.seen_at.isoformat(timespec="seconds")
        if json:
            print_json(
                {
                    "name": each.name,
                    "role": each.role,
                    "has_password": each.has_password,
                    "has_openid": each.has_openid,
                    "created_at": each.created_at.isoformat(),
                    "created_by": each.created_by,
                    "seen_at": seen,
                }
            )
        else:
            last = "never seen" if seen is None else f"last seen {seen}"
            print_line(f"{each.name}  {each.role}, {last}")


@app.command()
def role(
    name: Name, new: Annotated[str, typer.Argument(metavar="ROLE", help="The new role.")]
) -> None:
    """Give a person another role; servers know it within two seconds."""
    with _workspace() as workspace:
        before = workspace.people.find(name)
        found = workspace.people.set_role(name, new)
        details = {"person": found.name, "before": before.role, "role": found.role}
        workspace.audit.add(None, "changeRole", details=details)
    print_line(f"{found.name} is {found.role} now")


@app.command()
def password(name: Name) -> None:
    """Give a person another password, and sign the person out everywhere."""
    with _workspace() as workspace:
        found = workspace.people.find(name)
        workspace.people.set_password(found.name, _password())
        workspace.audit.add(None, "changePassword", details={"person": found.name})
    print_line(f"{found.name} has a new password")


@app.command()
def remove(name: Name) -> None:
    """Remove a person, and sign the person out everywhere; what was done keeps the name."""
    with _workspace() as workspace:
        found = workspace.people.find(name)
        workspace.people.remove(name)
        workspace.audit.add(None, "removePerson", details={"person": found.name})
    print_line(f"{found.name} is removed")


def _password() -> str:
    """Return a password that was typed twice, or a line of standard input.

    Raises:
        OptionError: there is none.

    """
    if can_ask():
        found: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return found
    print_note("The password is read from standard input.")
    found = sys.stdin.readline().rstrip("\r\n")
    if not found:
        raise OptionError("standard input has no password; write it as one line")
    return found


@contextmanager
def _workspace() -> Iterator[Workspace]:
    try:
        from vizsla.workspace import Workspace  # noqa: PLC0415 - help must not wait for it
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"people need {error.name}, which is not installed: pip install 'vizsla[people]'"
        ) from error
    with Workspace.open() as workspace:
        yield workspace
