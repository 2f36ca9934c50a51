"""Opens the project that a command names."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli.translate_message import translate
from vizsla.errors import VizslaError
from vizsla.nearest import SimilarNameWarning

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
def open_project(
    name: str,
    *,
    create: bool = False,
    kind: str | None = None,
    encoder: str | None = None,
    multi_label: bool | None = None,
) -> Iterator[Project]:
    """Open a project, and close it at the end.

    Args:
        name: the project's name.
        create: whether to make the project where it does not exist.
        kind: the kind of a new project's functions.
        encoder: the encoder of a new project.
        multi_label: whether an example of a new project may have several labels.

    Raises:
        VizslaError: an error within the block, with the way out as a command on this project.

    """
    try:
        with (
            # The commands ask about such names, or report them, in words of their own.
            warnings.catch_warnings(action="ignore", category=SimilarNameWarning),
            project_class().open(
                name, create=create, kind=kind, encoder=encoder, multi_label=multi_label
            ) as project,
        ):
            yield project
    except VizslaError as error:
        error.args = (translate(str(error), name), *error.args[1:])
        raise
