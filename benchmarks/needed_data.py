"""Lists, before a benchmark starts, the measurements whose data are not on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photos import MissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["say_missing"]


def say_missing(wanted: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """Print what can't be measured here, with the reason.

    Args:
        wanted: for each thing to measure, a call that looks for its data.

    Returns:
        The reason by the name of each thing that can't be measured.

    """
    missing: dict[str, str] = {}
    for name, look in wanted.items():
        try:
            look()
        except MissingError as error:
            missing[name] = str(error)
    for reason in dict.fromkeys(missing.values()):
        names = ", ".join(name for name, why in missing.items() if why == reason)
        print(f"not measured here: {names} ({reason})", flush=True)
    return missing
