"""The app that a request of LUIS's authoring is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import NotFoundError
from vizsla.project.app_versions import AppVersions
from vizsla.server.compat.public_ids import as_uuid, project_id
from vizsla.server.compat.training_access import training_workspace, visible_projects, who_of
from vizsla.server.require_key import check_function

if TYPE_CHECKING:
    from starlette.requests import Request

    from vizsla.workspace import NamedProject, Workspace

__all__ = ["DONE", "AuthoredApp", "authored_apps"]

KIND = "text-classification"
DONE: dict[str, Any] = {"code": "Success", "message": "Operation Successful"}


def authored_apps(request: Request) -> list[NamedProject]:
    """Return the projects that a request may see: those of texts with one label each."""
    return visible_projects(request, KIND)


@dataclass(frozen=True, slots=True)
class AuthoredApp:
    """An app, and what its routes need.

    Attributes:
        workspace: the workspace.
        summary: the project.
        versions: the versions.

    """

    workspace: Workspace
    summary: NamedProject
    versions: AppVersions

    @classmethod
    def of(cls, request: Request, app: str) -> AuthoredApp:
        """Return the app that a request names, by its id or the project's name.

        Raises:
            NotFoundError: there is none.
            AccessDeniedError: the request may not change it.

        """
        wanted = as_uuid(app)
        for each in authored_apps(request):
            if wanted == project_id(each.name) or app == each.name:
                check_function(request, each.name)
                request.scope["function"] = each.name  # for the log
                workspace = training_workspace(request)
                store = workspace.open_project(each.name)
                return cls(workspace, each, AppVersions(workspace, store, who_of(request)))
        raise NotFoundError(f"there is no app {app!r:.90} here that could be changed")

    @property
    def name(self) -> str:
        """The project's name."""
        return self.summary.name

    @property
    def id(self) -> str:
        """The app's id."""
        return project_id(self.name)
