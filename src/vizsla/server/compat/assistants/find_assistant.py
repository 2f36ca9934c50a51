"""Finds the function that a program of LUIS or CLU names as its app or project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import FunctionNotFoundError, NotFoundError, OptionError
from vizsla.functions.version_words import LIVE
from vizsla.server.compat.find_project import find_project
from vizsla.server.service import Service

if TYPE_CHECKING:
    from starlette.requests import Request

    from vizsla.server.served_functions import ServedFunction

__all__ = ["PRODUCTION", "STAGING", "find_assistant"]

PRODUCTION, STAGING = "production", "staging"
KINDS = frozenset(("text-classification", "multi-label-text-classification"))


async def find_assistant(request: Request, app: str, published: str) -> ServedFunction:
    """Return a function of texts in the version that a name stands for.

    Args:
        request: the request.
        app: the function's name, or the app's id.
        published: ``production`` for the live version; ``staging`` for the version that has this
            name, and where none has, the live one; a version's number, or its own name.

    Raises:
        FunctionNotFoundError: there is no such function.
        NotFoundError: it has no version of that name.
        OptionError: it is no function that answers a text's intent.
        AccessDeniedError: the key is for other functions.

    """
    name = await find_project(request, app)
    served = await _version(Service.of(request), name, published)
    kind = served.bundle.manifest.kind
    if kind not in KINDS:
        raise OptionError(
            f"{name!r} is a function of kind {kind}, and has no intents; name one of kind "
            f"{' or '.join(sorted(KINDS, reverse=True))}"
        )
    return served


async def _version(service: Service, name: str, published: str) -> ServedFunction:
    slot = published.lower()
    if slot in {PRODUCTION, LIVE}:
        return await service.find(name)
    try:
        return await service.find(f"{name}@{published}")
    except FunctionNotFoundError as error:
        live = await service.find(name)  # where there is no such function, that is the error
        if slot == STAGING:
            return live
        raise NotFoundError(f"{name!r} has no version {published!r:.90}: {error}") from error
