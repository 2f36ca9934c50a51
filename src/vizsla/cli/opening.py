"""Opens the project that a command names."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.project.project import Project

__all__ = ["Name", "opened", "project_class"]

Name = Annotated[str, typer.Argument(metavar="PROJECT", help="The project's name.")]


def project_class() -> type[Project]:
    """Return the class, or say what to install.

    Raises:
        MissingExtraError: the extra for training is not installed.

    """
    import vizsla  # noqa: PLC0415 - help must not wait for it

    return vizsla.Project


@contextmanager
def opened(name: str, *, create: bool = False) -> Iterator[Project]:
    """Open a project, and close it at the end.

    Args:
        name: the project's.
        create: whether to make it if it is not there.

    """
    with project_class().open(name, create=create) as project:
        yield project
