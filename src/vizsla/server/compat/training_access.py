"""The workspace and its projects for programs that may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import AccessDeniedError
from vizsla.server.require_key import key_of
from vizsla.server.service import Service

if TYPE_CHECKING:
    from starlette.requests import Request

    from vizsla.workspace import NamedProject, Workspace

__all__ = ["training_workspace", "visible_projects", "who_of"]


def training_workspace(request: Request) -> Workspace:
    """Return the workspace, where the request may change it.

    Raises:
        AccessDeniedError: the key may not train.

    """
    request.scope["trains"] = True  # for the audit log
    workspace, key = Service.of(request).workspace, key_of(request)
    assert workspace is not None  # noqa: S101 - a server that trains has one
    if key is not None and not key.may_train:
        raise AccessDeniedError(
            f"the key {key.name!r} may call functions, and change no projects; make one that may "
            "with: vizsla keys new NAME --train"
        )
    return workspace


def visible_projects(request: Request, *kinds: str) -> list[NamedProject]:
    """Return the projects of some kinds that a request may see."""
    key, settings = key_of(request), Service.of(request).settings
    return [
        each
        for each in training_workspace(request).named_projects()
        if each.kind in kinds
        and (key is None or key.may_call(each.name))
        and (not settings.functions or each.name in settings.functions)
    ]


def who_of(request: Request) -> str | None:
    """Return the name that is recorded for the changes of a request."""
    key = key_of(request)
    return None if key is None else f"key {key.name}"
