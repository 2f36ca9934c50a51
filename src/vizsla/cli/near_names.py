"""Asks about a new name that is nearly an existing one, or warns where nobody can answer."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from vizsla.cli.console import ask, can_ask, print_problem
from vizsla.cli.exit_codes import FAILED
from vizsla.nearest import nearly_equal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vizsla.project.project import Project

__all__ = ["check_new_project", "choose_label", "report_near_labels"]


def choose_label(project: Project, label: str, ignored: Collection[str] = ()) -> str:
    """Return the label to use: a new one, or the existing label that was meant.

    Args:
        project: the project with the existing labels.
        label: the label that the user wrote.
        ignored: existing labels that it may be like, such as the one that it renames.

    """
    existing = {each.name for each in project.labels()} - set(ignored)
    near = _near_label(label, existing)
    if near is None:
        return label
    if can_ask():
        question = f"{label!r} is new, and nearly the label {near!r}. Use {near!r} instead?"
        return near if ask(question, default=True) else label
    print_problem(_new_label(project.name, label, near))
    return label


def report_near_labels(project: Project, before: Iterable[str]) -> None:
    """Print the new labels of a project that are nearly one of its earlier labels.

    Args:
        project: the project.
        before: the labels that the project had earlier.

    """
    known = set(before)
    for label in (each.name for each in project.labels()):
        near = _near_label(label, known)
        if near is not None:
            print_problem(_new_label(project.name, label, near))


def check_new_project(name: str, existing: Iterable[str]) -> None:
    """Ask before a project is made whose name is nearly that of an existing one.

    Raises:
        typer.Exit: the user said no.

    """
    near = nearly_equal(name, existing)
    if near is None:
        return
    if can_ask():
        question = f"{name!r} is nearly the project {near!r}. Make a new project all the same?"
        if not ask(question, default=False):
            raise typer.Exit(FAILED)
    else:
        print_problem(
            f"{name!r} is a new project, and nearly the project {near!r}; if that was meant: "
            f"vizsla remove {shlex.quote(name)} --yes"
        )


def _near_label(label: str, existing: Collection[str]) -> str | None:
    """Return the existing label that a new one is nearly equal to, or None."""
    from vizsla.answer import NONE_OF_THESE  # noqa: PLC0415 - help must not wait for it

    if label in existing or label == NONE_OF_THESE:
        return None
    return nearly_equal(label, sorted(existing))


def _new_label(project: str, label: str, near: str) -> str:
    merge = f"--merge {shlex.quote(label)} --into {shlex.quote(near)}"
    return (
        f"{label!r} is a new label, and nearly the label {near!r}; if that was meant: "
        f"vizsla labels {shlex.quote(project)} {merge}"
    )
