"""The routes of uploads: files in pieces, which go on after a break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.server.projects.adding_types import NewUpload, UploadItem, UploadList
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.request_body import read_body
from vizsla.server.require_key import key_of

if TYPE_CHECKING:
    from vizsla.workspace.uploads import StoredUpload

__all__ = ["ROUTER", "UPLOAD_ID"]

ROUTER = APIRouter(dependencies=[*GUARDS])
UPLOADS = "/v1/projects/{project}/uploads"
UPLOAD = f"{UPLOADS}/{{upload}}"
UPLOAD_ID = "^[0-9a-f]{32}$"
MOST_BYTES, MOST_PARTS = 24 << 20, 100_000  # of the list of files
LARGEST = 1 << 50
UploadId = Annotated[str, Path(pattern=UPLOAD_ID, description="The id of an upload.")]
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@ROUTER.post(
    UPLOADS, status_code=201, operation_id="beginUpload", openapi_extra=json_body(NewUpload)
)
async def begin_upload(
    project: OneProject, wanted: Annotated[NewUpload, body_of(NewUpload, MOST_BYTES, MOST_PARTS)]
) -> UploadItem:
    """Begin an upload of files; nothing is added before a job is asked for it."""

    def begin() -> UploadItem:
        files = [(each.path, each.bytes) for each in wanted.files]
        uploads = project.workspace.uploads
        return _item(project, uploads.new(project.store.row_id, files, project.who))

    return await run_in_threadpool(begin)


@ROUTER.get(UPLOADS, operation_id="listUploads")
def list_uploads(project: OneProject) -> UploadList:
    """List the uploads of a project that wait, the oldest first."""
    found = project.workspace.uploads.of_project(project.store.row_id)
    return UploadList(uploads=[_item(project, each) for each in found])


@ROUTER.get(UPLOAD, operation_id="showUpload")
def show_upload(project: OneProject, upload: UploadId) -> UploadItem:
    """Show an upload: how much of it is here, and so where it goes on."""
    return _item(project, project.workspace.uploads.get(project.store.row_id, upload))


@ROUTER.patch(UPLOAD, operation_id="sendPiece", openapi_extra=BODY)
async def send_piece(
    request: Request,
    project: OneProject,
    upload: UploadId,
    offset: Annotated[
        int, Query(ge=0, le=LARGEST, description="The place of the first of these bytes.")
    ],
) -> UploadItem:
    """Send the next bytes of an upload, which are kept for good once this answers."""
    service, settings = project.service, project.service.settings
    with service.memory.share() as share:
        content = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)

        def add() -> UploadItem:
            uploads, number = project.workspace.uploads, project.store.row_id
            key, found = key_of(request), uploads.get(number, upload)
            if service.keys is not None and key is not None:
                end = offset + len(content)
                ended = sum(offset < each.end <= end for each in found.files)
                service.keys.rates.take(key, ended)
            uploads.add_piece(number, upload, offset, content)
            return _item(project, uploads.get(number, upload))

        return await run_in_threadpool(add)


@ROUTER.delete(UPLOAD, status_code=204, operation_id="deleteUpload")
def delete_upload(project: OneProject, upload: UploadId) -> Response:
    """Delete an upload; the examples that were added of it stay."""
    project.workspace.uploads.delete(project.store.row_id, upload)
    return Response(status_code=204)


def _item(project: StudioProject, found: StoredUpload) -> UploadItem:
    return UploadItem(
        id=found.id,
        files=len(found.files),
        bytes=found.bytes,
        received=found.received,
        piece_bytes=project.service.settings.limits.max_bytes,
        created_at=found.created_at,
        created_by=found.created_by,
        expires_at=found.expires_at,
    )
