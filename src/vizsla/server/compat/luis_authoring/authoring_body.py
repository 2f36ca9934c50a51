"""Reads the JSON of a request of LUIS's authoring, which may be a whole app."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request

from vizsla.errors import RequestError
from vizsla.server.answer_request import read_request
from vizsla.server.json_body import parse_json_body

__all__ = ["AuthoringBody", "description_of", "line_of", "text_of"]

MOST_PARTS = 400_000  # an app of 15,000 utterances, the most in LUIS, has fewer
LONGEST = 1_000  # characters
EXAMPLE = "an object of JSON"


async def read_authoring_body(request: Request) -> dict[str, Any]:
    """Return the object in a request's body.

    Raises:
        RequestError: the body is something else.

    """
    async with read_request(request, _parse) as found:
        return found


def _parse(body: bytes, _content_type: str) -> dict[str, Any]:
    found = parse_json_body(body, EXAMPLE, MOST_PARTS)
    if not isinstance(found, dict):
        raise RequestError(f"the body is no object of JSON; send {EXAMPLE}")
    return found


AuthoringBody: TypeAlias = Annotated[dict[str, Any], Depends(read_authoring_body)]


def text_of(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a line of text in a body.

    Raises:
        RequestError: it is missing, and there is no default, or it is no such text.

    """
    found = body.get(name)
    if found is None and default is not None:
        return default
    if not isinstance(found, str) or not found.strip():
        raise RequestError(f"the body's {name!r} must be a text")
    return line_of(found, name)


def line_of(text: str, name: str) -> str:
    """Return a text without space around it.

    Raises:
        RequestError: it is too long, or has other characters than those of a line.

    """
    found = text.strip()
    if not found.isprintable() or len(found) > LONGEST:
        raise RequestError(
            f"{name}={found!r:.40}: use at most {LONGEST:,} characters that can be printed"
        )
    return found


def description_of(body: dict[str, Any], name: str) -> str:
    """Return a description in a body, on one line; empty where there is none.

    Raises:
        RequestError: it is no text, or too long.

    """
    found = body.get(name)
    if not isinstance(found, str | None):
        raise RequestError(f"the body's {name!r} must be a text")
    return line_of(" ".join((found or "").split()), name)
