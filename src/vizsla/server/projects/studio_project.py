"""The project that a request is about, where the request may see and change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from fastapi import Depends, Path, Request
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessDeniedError, NotFoundError
from vizsla.project.project import Project
from vizsla.server.access_check import is_other_website
from vizsla.server.asking_person import person_of
from vizsla.server.operation_roles import check_operation
from vizsla.server.projects.request_parts import check_parameters
from vizsla.server.require_key import check_function, key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.server.served_functions import ServedFunction
    from vizsla.workspace import Store, Workspace

__all__ = [
    "GUARDS",
    "Asking",
    "OneProject",
    "StudioProject",
    "StudioRequest",
    "check_may_change",
]


MOST_OPENED = 4  # projects whose embeddings are held


async def check_may_change(request: Request) -> None:
    """Refuse a key that may change no projects, and another website's request.

    Raises:
        AccessDeniedError: the key or the website may not do that.

    """
    service, key = Service.of(request), key_of(request)
    if key is not None and not key.may_train:
        raise AccessDeniedError(
            f"the key {key.name!r} may call functions, and change no projects; make one that may "
            "with: vizsla keys new NAME --train"
        )
    if is_other_website(request.headers, service.settings):
        raise AccessDeniedError("another website may not see or change projects")


# What every route of projects asks first, in this order.
GUARDS = (
    Depends(require_key),
    Depends(check_may_change),
    Depends(check_operation),
    Depends(check_parameters),
)


@dataclass(frozen=True, slots=True)
class StudioRequest:
    """A request about projects.

    Attributes:
        service: the parts of the server.
        workspace: the workspace.
        who: the name that is recorded for changes; None for the user of this computer.

    """

    service: Service
    workspace: Workspace
    who: str | None

    @classmethod
    def of(cls, request: Request) -> StudioRequest:
        """Return what a route needs of a request."""
        service, key = Service.of(request), key_of(request)
        workspace = service.workspace
        assert workspace is not None  # noqa: S101 - a server with projects has one
        if key is not None:
            return cls(service, workspace, f"key {key.name}")
        person = person_of(request)
        return cls(service, workspace, None if person is None else person.name)


def _asking(request: Request) -> StudioRequest:
    return StudioRequest.of(request)


Asking: TypeAlias = Annotated[StudioRequest, Depends(_asking)]


@dataclass(frozen=True, slots=True)
class StudioProject:
    """A project, and all that its routes need.

    Attributes:
        service: the parts of the server.
        workspace: the workspace.
        store: the project's store.
        who: the name that is recorded for changes; None for the user of this computer.

    """

    service: Service
    workspace: Workspace
    store: Store
    who: str | None

    @property
    def name(self) -> str:
        """The project's name."""
        return self.store.name

    def opened(self) -> Project:
        """Return the project itself, whose workspace stays open."""
        return Project(self.workspace, self.store, self.who)

    def served_run(self, run: int) -> ServedFunction:
        """Return the function of a training run, published or not.

        Raises:
            NotFoundError: there is no such run.

        """
        return self.service.runs.get(self.store, run, self.opened)

    def held(self) -> Project:
        """Return the project with what requests before have read, so that the next are quick."""
        known, number = self.service.projects, self.store.row_id
        with self.service.projects_lock:
            if number not in known:
                while len(known) >= MOST_OPENED:
                    del known[next(iter(known))]
                known[number] = self.opened()
            return known[number]


async def _find(
    request: Request,
    asking: Asking,
    project: Annotated[str, Path(description="The name of a project.", examples=["trees"])],
) -> StudioProject:
    """Return the project that a request names.

    Raises:
        NotFoundError: there is no such project, or the server has it not.
        AccessDeniedError: the key is for other functions.

    """
    check_function(request, project)
    store = await run_in_threadpool(asking.workspace.open_project, project)
    check_function(request, store.name)  # case does not count in a name
    allowed = asking.service.settings.functions
    if allowed and store.name not in allowed:
        raise NotFoundError(f"this server has no project {project!r:.90}")
    request.scope["function"] = store.name  # for the log
    return StudioProject(asking.service, asking.workspace, store, asking.who)


OneProject: TypeAlias = Annotated[StudioProject, Depends(_find)]
