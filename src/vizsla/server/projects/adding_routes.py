"""The route that adds examples: a form of files, each with a result of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from vizsla.errors import RequestError, VizslaError
from vizsla.label_rules import clean_label
from vizsla.project.embedder import shared_embedder
from vizsla.project.upload_examples import Upload, add_uploads, measure_upload
from vizsla.server.answer_time import answer_time
from vizsla.server.error_responses import request_id
from vizsla.server.multipart_body import read_multipart
from vizsla.server.problems import problem
from vizsla.server.projects.adding_types import FileRefusal
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.require_key import key_of

if TYPE_CHECKING:
    from vizsla.workspace import AddedExample, NewExample

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
FORM = "multipart/form-data"
FIELD = "files"
MOST_FILES = 256
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {
                        FIELD: {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "minItems": 1,
                            "maxItems": MOST_FILES,
                        }
                    },
                }
            }
        },
    }
}


class FileResult(BaseModel):
    """What became of a file."""

    name: str
    status: Literal["added", "known", "refused"]
    id: int | None
    error: FileRefusal | None


class FileResults(BaseModel):
    """What became of each file, in the order in which they were sent."""

    results: list[FileResult]
    revision: int


@ROUTER.post("/v1/projects/{project}/examples", operation_id="addExamples", openapi_extra=BODY)
async def add_examples(
    request: Request,
    project: OneProject,
    label: Annotated[str | None, Query(max_length=200, description="The label of all.")] = None,
) -> FileResults:
    """Add files as examples, embedded; one that can't be used refuses none of the others."""
    service, settings = project.service, project.service.settings
    labels = () if label is None else (clean_label(label),)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise RequestError(f"send the files as a form: Content-Type: {FORM}", 415)
    service.queue.check_room()
    with service.memory.share() as share:
        body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
        parts = await run_in_threadpool(read_multipart, body, content_type, MOST_FILES)
        if not parts:
            raise RequestError("the form has no file; send at least one")
        strange = [each for each in parts if each.field != FIELD or not each.filename]
        if strange:
            raise RequestError(
                f"the field {strange[0].field!r:.80} of the form is no file; files are in fields "
                f"{FIELD!r}, each with its name"
            )
        uploads = [Upload(each.filename, each.content, labels) for each in parts]
        key = key_of(request)
        with service.queue.admitted():
            if service.keys is not None and key is not None:
                service.keys.rates.take(key, len(uploads))
            measured = await while_connected(request, _measured(project, uploads))
        added = await run_in_threadpool(add_uploads, project.store, measured, project.who)
    revision = await run_in_threadpool(project.store.revision)
    of_request = request_id(request.scope)
    results = [
        _result(sent.name, each, of_request) for sent, each in zip(uploads, added, strict=True)
    ]
    return FileResults(results=results, revision=revision)


async def _measured(
    project: StudioProject, uploads: list[Upload]
) -> list[NewExample | VizslaError]:
    service = project.service
    limits = service.settings.limits
    store = project.store
    embedder = await run_in_threadpool(shared_embedder, store.encoder, store.modality)
    works = [partial(measure_upload, store.modality, each, limits, embedder) for each in uploads]
    async with answer_time(service, "the files were not read", "send fewer at once"):
        return await service.queue.in_lanes([partial(service.queue.run, each) for each in works])


def _result(name: str, added: AddedExample | VizslaError, of_request: str) -> FileResult:
    if isinstance(added, VizslaError):
        said = problem(added, of_request)
        refusal = FileRefusal(code=said["code"], detail=said["detail"])
        return FileResult(name=name, status="refused", id=None, error=refusal)
    return FileResult(name=name, status="added" if added.new else "known", id=added.id, error=None)
