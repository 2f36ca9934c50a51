"""Opens the project that a command names."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli.translate_message import translate
from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.project.project import Project

__all__ = ["ProjectName", "open_project", "project_class"]

ProjectName = Annotated[str, typer.Argument(metavar="PROJECT", help="The project's name.")]


def project_class() -> type[Project]:
    """Import and return the class of projects.

    Raises:
        MissingExtraError: the extra for training is not installed.

    """
    import vizsla  # noqa: PLC0415 - help must not wait for it

    return vizsla.Project


@contextmanager
def open_project(name: str, *, create: bool = False) -> Iterator[Project]:
    """Open a project, and close it at the end.

    Args:
        name: of the project.
        create: whether to make the project where it does not exist.

    Raises:
        VizslaError: any that arises within, with the way out as a command on this project.

    """
    try:
        with project_class().open(name, create=create) as project:
            yield project
    except VizslaError as error:
        error.args = (translate(str(error), name), *error.args[1:])
        raise
