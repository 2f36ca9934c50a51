"""The routes that look at a source, add it as a job, and say what became of each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessDeniedError, VizslaError
from vizsla.project.adding_job import ask_to_add
from vizsla.project.adding_preview import preview_source
from vizsla.project.adding_source import AddingSource
from vizsla.project.local_folder import look_into
from vizsla.server.error_responses import request_id
from vizsla.server.problems import problem
from vizsla.server.projects.adding_types import (
    FileRefusal,
    FolderItem,
    GuessedLabelItem,
    JobFileItem,
    JobFileList,
    LeftOutFiles,
    LocalFolder,
    SourceChoice,
    SourcePart,
    SourcePreview,
    SourceProblem,
)
from vizsla.server.projects.job_routes import JobId, find_job, job_item
from vizsla.server.projects.job_types import JobItem
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, Asking, OneProject
from vizsla.server.request_body import while_connected

if TYPE_CHECKING:
    from vizsla.project.adding_preview import AddingPreview
    from vizsla.server.service import Service
    from vizsla.workspace.job_files import JobFile

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
EXAMPLES = "/v1/projects/{project}/examples"
MOST_BYTES, MOST_PARTS = 4 << 20, 50_000
SHOWN = 100  # problems
Source = Annotated[SourcePart, body_of(SourcePart, MOST_BYTES, MOST_PARTS)]


@ROUTER.post(
    f"{EXAMPLES}:preview", operation_id="previewSource", openapi_extra=json_body(SourcePart)
)
async def preview(request: Request, project: OneProject, wanted: Source) -> SourcePreview:
    """Look at what a source would add, with the labels that were guessed; nothing is added."""
    source = _source(project.service, wanted)

    def look() -> AddingPreview:
        return preview_source(project.store, project.workspace.uploads, source)

    queue = project.service.queue
    with queue.admitted():
        found = await while_connected(request, queue.run(look))
    return _preview(found, request_id(request.scope))


@ROUTER.post(
    f"{EXAMPLES}:import",
    status_code=202,
    operation_id="importSource",
    openapi_extra=json_body(SourcePart),
)
async def import_source(project: OneProject, wanted: Source) -> JobItem:
    """Ask for a job that adds a source; an upload may still be coming in."""
    source = _source(project.service, wanted)

    def ask() -> JobItem:
        number = project.store.row_id
        return job_item(ask_to_add(project.workspace, number, source, project.who))

    found = await run_in_threadpool(ask)
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return found


@ROUTER.get("/v1/projects/{project}/jobs/{job}/files", operation_id="listJobFiles")
def list_job_files(
    project: OneProject,
    job: JobId,
    status: Annotated[Literal["added", "known", "refused"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    after: Annotated[
        int, Query(ge=0, le=1 << 62, description="The `next` of the page before.")
    ] = 0,
) -> JobFileList:
    """List what became of the files that a job adds, as far as they are done."""
    find_job(project, job)
    found, last = project.workspace.job_files.page(job, limit, after, status)
    return JobFileList(files=[_job_file(each) for each in found], next=last)


@ROUTER.get("/v1/folders", operation_id="showFolder")
def show_folder(
    asking: Asking,
    path: Annotated[
        str | None,
        Query(max_length=4_096, description="The whole path; by default your own folder."),
    ] = None,
) -> LocalFolder:
    """Show a folder of this computer to choose one to add; only where the server is yours alone."""
    _check_local(asking.service)
    found = look_into(path)
    return LocalFolder(
        path=str(found.path),
        parent=None if found.parent is None else str(found.parent),
        folders=[FolderItem(name=each.name, path=str(each)) for each in found.folders],
        images=found.images,
        other_files=found.other_files,
    )


def _source(service: Service, wanted: SourcePart) -> AddingSource:
    if wanted.folder is not None:
        _check_local(service)
    return AddingSource(**wanted.model_dump())


def _check_local(service: Service) -> None:
    if not service.settings.is_for_one:
        raise AccessDeniedError(
            "this server is for several people, and opens no folders of its computer: upload the "
            "files instead"
        ).because("local-folders")


def _preview(found: AddingPreview, of_request: str) -> SourcePreview:
    unclear = None
    if found.unclear is not None:
        option, choices = found.unclear.option, list(found.unclear.choices)
        unclear = SourceChoice(option=option, choices=choices, detail=found.summary)
    return SourcePreview(
        layout=found.layout,
        summary=found.summary,
        examples=found.examples,
        labels=[
            GuessedLabelItem(name=each.name, becomes=each.becomes, count=each.count)
            for each in found.labels
        ],
        left_out=[LeftOutFiles(ending=ending, count=n) for ending, n in found.left_out],
        notes=list(found.notes),
        unlabelled=found.unlabelled,
        features=found.features,
        problems=[
            SourceProblem(name=name, error=_refusal(error, of_request))
            for name, error in found.problems[:SHOWN]
        ],
        problem_count=len(found.problems),
        complete=found.is_complete,
        unclear=unclear,
    )


def _refusal(error: VizslaError, of_request: str) -> FileRefusal:
    said = problem(error, of_request)
    return FileRefusal(code=said["code"], detail=said["detail"])


def _job_file(found: JobFile) -> JobFileItem:
    refused = found.code is not None
    error = FileRefusal(code=found.code or "", detail=found.detail or "") if refused else None
    return JobFileItem.model_validate(
        {
            "name": found.name,
            "status": found.status,
            "id": found.example,
            "error": error,
            "note": None if refused else found.detail,
        }
    )
