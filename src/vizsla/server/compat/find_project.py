"""Finds the function that a program of another service names as its project."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from vizsla.bundle.shipped_bundles import shipped_names
from vizsla.errors import FunctionNotFoundError, NotFoundError
from vizsla.functions.version_words import LIVE
from vizsla.server.compat.public_ids import as_uuid, project_id
from vizsla.server.require_key import check_function
from vizsla.server.service import Service

if TYPE_CHECKING:
    from starlette.requests import Request

    from vizsla.server.served_functions import ServedFunction

__all__ = ["find_project", "find_published_project"]

MOST_REMEMBERED = 10_000
_names: dict[str, str] = {}  # by the ids, which are made of them


async def find_project(request: Request, project: str) -> str:
    """Return the name of a project's function, which the request's key may use.

    There need not be a function of that name.

    Args:
        request: the request.
        project: the function's name, or the project's id.

    Raises:
        FunctionNotFoundError: no function that is served has this id.
        AccessDeniedError: the key is for other functions.

    """
    name, identifier = project, as_uuid(project)
    if identifier is not None:
        if identifier not in _names:
            await asyncio.to_thread(_learn_names, Service.of(request))
        name = _names.get(identifier, project)
    check_function(request, name)
    request.scope["function"] = name  # for the log
    return name


async def find_published_project(request: Request, project: str, published: str) -> ServedFunction:
    """Return a project's function in the version that a name stands for.

    Args:
        request: the request.
        project: the function's name, or the project's id.
        published: ``live``, the number of a version, a name that was given to a version when it
            was published, or the function's own name, for the live version.

    Raises:
        FunctionNotFoundError: there is no such function.
        NotFoundError: it has no version of that name.
        AccessDeniedError: the key is for other functions.

    """
    name = await find_project(request, project)
    service = Service.of(request)
    if published in {name, LIVE}:
        return await service.find(name)
    if name not in shipped_names():
        try:
            return await service.find(f"{name}@{published}")
        except FunctionNotFoundError as error:
            await service.find(name)  # where there is no such project, that is the error
            reason = str(error)
    else:
        served = await service.find(name)
        version = str(served.bundle.manifest.version)
        if published == version:
            return served
        reason = f"it has {LIVE!r} and {version!r}"
    raise NotFoundError(f"the project {name!r} has no iteration {published!r:.90}: {reason}")


def _learn_names(service: Service) -> None:
    if len(_names) >= MOST_REMEMBERED:
        _names.clear()
    _names.update((project_id(each), each) for each in service.functions.names())
