"""The parameters of the addresses of LUIS's authoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["paged", "parameter"]

USUAL, MOST = 100, 500  # rows of a list


def parameter(request: Request, name: str) -> str:
    """Return a parameter's text, by its name in any case of letters; empty for none."""
    found = {key.lower(): text for key, text in request.query_params.items()}
    return found.get(name.lower(), "")


def paged(request: Request, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a list that ``skip`` and ``take`` ask for.

    Raises:
        OptionError: one is no number from 0, or ``take`` is more than 500.

    """
    skip = _number(request, "skip", 0)
    take = _number(request, "take", USUAL)
    if take > MOST:
        raise OptionError(f"take={take} is more than {MOST}")
    return rows[skip : skip + take]


def _number(request: Request, name: str, default: int) -> int:
    text = parameter(request, name)
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:  # noqa: PLR2004 - digits
        raise OptionError(f"{name}={text!r:.40} is no number from 0")
    return int(text)
