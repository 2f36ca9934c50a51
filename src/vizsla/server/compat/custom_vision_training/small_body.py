"""Reads a small body that is a JSON object, or nothing."""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request

from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.json_body import parse_json_body
from vizsla.server.request_body import read_body
from vizsla.server.service import Service

__all__ = ["JsonObject", "check_characters", "optional_text", "read_object"]

MOST = 1 << 18  # bytes


async def read_object(request: Request) -> dict[str, Any]:
    """Return the object in a request's body; an empty one where there is none.

    Raises:
        CustomVisionRefusalError: the body is something else.

    """
    service = Service.of(request)
    with service.memory.share() as share:
        body = await read_body(request, share, MOST, service.settings.body_seconds)
    found = parse_json_body(body) if body.strip() else {}
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise CustomVisionRefusalError("BadRequest", "the body is no JSON object")
    check_characters(json.dumps(found, ensure_ascii=False))
    return found


def optional_text(body: dict[str, Any], name: str) -> str | None:
    """Return the text of a field; None where there is none.

    Raises:
        CustomVisionRefusalError: the field is something else.

    """
    found = body.get(name)
    if not isinstance(found, str | None):
        raise CustomVisionRefusalError("BadRequest", f"{name} is a text, and {found!r:.40} is none")
    return found


def check_characters(text: str) -> None:
    """Refuse a text with halves of characters, which JSON can name and nobody can write.

    Raises:
        CustomVisionRefusalError: it has one.

    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CustomVisionRefusalError(
            "BadRequest", f"the body has half of a character: {text[error.start]!r}"
        ) from error


JsonObject: TypeAlias = Annotated[dict[str, Any], Depends(read_object)]
