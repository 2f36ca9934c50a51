"""``vizsla new trees``."""

from __future__ import annotations

from vizsla.cli.opening import Name
from vizsla.cli.options import Encoder
from vizsla.errors import OptionError

__all__ = ["command"]


def command(name: Name, encoder: Encoder = None) -> None:
    """Make a project."""
    from vizsla.cli.opening import project_class  # noqa: PLC0415 - help must not wait for it

    if any(each.name.casefold() == name.casefold() for each in project_class().all()):
        raise OptionError(f"there is a project {name!r} already; add to it: vizsla add {name} ...")
    with project_class().open(name, encoder=encoder):
        print(name)
