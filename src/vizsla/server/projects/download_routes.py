"""The routes of files to download: a job makes each, and a link leads to it for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse

from vizsla.project.downloads import Downloads
from vizsla.server.download_response import send_within
from vizsla.server.projects.download_types import DownloadItem, DownloadList, NewDownload
from vizsla.server.projects.job_routes import JobId
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import (
    GUARDS,
    OneProject,
    StudioProject,
    check_may_change,
)
from vizsla.server.request_body import LEAST_RATE
from vizsla.server.signed_links import link_maker, require_link_or_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from vizsla.project.downloads import ProjectDownload

__all__ = ["LINKS", "ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
LINKS = APIRouter(dependencies=[Depends(require_link_or_key), Depends(check_may_change)])
DOWNLOADS = "/v1/projects/{project}/downloads"
FILE = f"{DOWNLOADS}/{{job}}/file"


@ROUTER.post(
    DOWNLOADS, status_code=202, operation_id="askForDownload", openapi_extra=json_body(NewDownload)
)
async def ask_for_download(
    request: Request, project: OneProject, wanted: Annotated[NewDownload, body_of(NewDownload)]
) -> DownloadItem:
    """Ask for a file: a function in one of its forms, or the dataset."""

    def ask() -> DownloadItem:
        asked = _downloads(project).ask(
            wanted.form,
            version=wanted.version,
            layout=wanted.layout,
            keep_metadata=wanted.keep_metadata,
            who=project.who,
        )
        return _item(project, asked, link_maker(request))

    found = await run_in_threadpool(ask)
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return found


@ROUTER.get(DOWNLOADS, operation_id="listDownloads")
def list_downloads(request: Request, project: OneProject) -> DownloadList:
    """List the files that were asked for, the newest first."""
    link = link_maker(request)
    found = _downloads(project).all()
    return DownloadList(downloads=[_item(project, each, link) for each in found])


@ROUTER.get(f"{DOWNLOADS}/{{job}}", operation_id="showDownload")
def show_download(request: Request, project: OneProject, job: JobId) -> DownloadItem:
    """Show a file that was asked for, with its link once it is there."""
    return _item(project, _downloads(project).get(job), link_maker(request))


@LINKS.get(
    FILE,
    operation_id="sendDownload",
    response_class=Response,
    responses={
        200: {
            "description": "The file.",
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        },
        206: {"description": "A part of the file, where the header Range asked for one."},
    },
)
async def send_download(project: OneProject, job: JobId) -> Response:
    """Send a file; a client that was interrupted goes on by the header Range."""
    found = await run_in_threadpool(_downloads(project).get, job)
    content = await run_in_threadpool(_downloads(project).content, found)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    if isinstance(content, bytes):
        headers["Content-Disposition"] = f'attachment; filename="{found.file}"'
        return Response(content, headers=headers, media_type="application/octet-stream")
    seconds = project.service.settings.body_seconds + (found.size or 0) / LEAST_RATE
    return TimedFile(
        content,
        headers=headers,
        filename=found.file,
        media_type="application/octet-stream",
        seconds=seconds,
    )


class TimedFile(FileResponse):
    """A response with a file; a client that takes it too slowly is sent away.

    Args:
        seconds: the seconds that a client has.
        options: those of the base class.

    """

    def __init__(self, *options: object, seconds: float, **named: object) -> None:
        super().__init__(*options, **named)  # type: ignore[arg-type] # as the base class has them
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or leave it where the time is over."""
        await send_within(self._seconds, super().__call__(scope, receive, send))


def _downloads(project: StudioProject) -> Downloads:
    return Downloads(project.workspace, project.store)


def _item(
    project: StudioProject, found: ProjectDownload, link: Callable[[str], str]
) -> DownloadItem:
    job = found.job
    is_there = found.file is not None and not found.has_ended
    path = FILE.format(project=project.name, job=job.id)
    return DownloadItem.model_validate(
        {
            "id": job.id,
            "form": found.form,
            "version": job.asked.get("version"),
            "layout": job.asked.get("layout"),
            "state": "ended" if found.has_ended else job.state,
            "progress": job.progress,
            "message": job.message,
            "file": found.file,
            "bytes": found.size,
            "url": link(path) if is_there else None,
            "until": found.until,
            "created_at": job.created_at,
            "created_by": job.created_by,
        }
    )
