"""The table of what answers many inputs on more than one machine: ``over(..., on=NAME)``."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["check_on", "over_on"]

# Import paths: the rooms above know functions, and functions do not know them.
_OVERS = {"ray": "vizsla.on_ray.over_on_ray:over_on_ray"}


def check_on(name: str) -> None:
    """Refuse a name that stands for nothing.

    Raises:
        OptionError: nothing has that name.

    """
    if name not in _OVERS:
        raise OptionError(
            f"on={name!r:.80} is none of {', '.join(map(repr, _OVERS))}; leave it out to work on "
            "this computer alone"
        )


def over_on(name: str) -> Callable[..., Iterator[tuple[Any, Any]]]:
    """Return what answers on ``name``: called with the function, the inputs and the options.

    Raises:
        OptionError: nothing has that name.

    """
    check_on(name)
    found: Callable[..., Iterator[tuple[Any, Any]]] = resolve_name(_OVERS[name])
    return found
