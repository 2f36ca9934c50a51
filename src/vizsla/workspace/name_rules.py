"""The rules for names of projects, people and files."""

from __future__ import annotations

import getpass
import os
import re

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import OptionError
from vizsla.wording import printable

__all__ = [
    "NONE_OF_THESE",
    "actor_name",
    "check_column",
    "check_project",
    "check_setting",
    "clean_name",
]

LONGEST_PERSON = 200
LONGEST_COLUMN = 80
LONGEST_CELL = 1000
PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
SETTING = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}\Z")


def check_project(name: str) -> str:
    """Return a project's name, checked.

    Args:
        name: 1 to 80 letters A to Z, digits, ``-``, ``_`` and ``.``, a letter or digit first.

    Raises:
        OptionError: the text can't be a project's name.

    """
    if not isinstance(name, str) or not PROJECT.match(name):
        raise OptionError(
            f"{name!r:.120} can't be a project's name: use at most 80 letters (A to Z), digits, "
            "'-', '_' and '.', and begin with a letter or digit"
        ).because("project-name", name=str(name)[:120])
    return name


def check_setting(setting: str, value: str) -> str:
    """Return the name of a project's kind, modality or encoder, checked.

    Raises:
        OptionError: the value is not such a name.

    """
    if not isinstance(value, str) or not SETTING.match(value):
        raise OptionError(
            f"the {setting} of a project is a name such as 'image', in at most 80 small letters, "
            f"digits, '-' and '.', not {value!r:.120}"
        )
    return value


def check_column(name: str, value: str, example: str) -> None:
    """Refuse a column of an example's metadata that is no text, or too long.

    Raises:
        OptionError: the column's name has 0 or over 80 characters, or the value over 1,000.

    """
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_COLUMN:
        raise OptionError(
            f"the name of a column of {example} must have 1 to {LONGEST_COLUMN} characters, and "
            f"{name!r:.120} has not"
        )
    if not isinstance(value, str) or len(value) > LONGEST_CELL:
        raise OptionError(
            f"the column {name!r} of {example} must hold a text of at most {LONGEST_CELL:,} "
            f"characters, not {value!r:.120}"
        )


def clean_name(name: str) -> str:
    """Return a file's name in a form that any database can keep.

    A name on disk need not be valid Unicode, and a database may refuse U+0000.
    """
    return printable(str(name)).replace("\0", "\\x00")


def actor_name(who: str | None) -> str:
    """Return the name of the person or program that acts, by default the user's login name."""
    if who is None:
        try:
            who = getpass.getuser()
        except (ImportError, KeyError, OSError):  # a user with no name, as in some containers
            who = f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"
    return clean_name(who).strip()[:LONGEST_PERSON] or "unknown"
