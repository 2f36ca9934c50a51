"""The routes that try a run on an input, and send its function to run in the browser."""

from __future__ import annotations

import json
import time
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field, WithJsonSchema
from starlette.concurrency import run_in_threadpool

from vizsla.server.answer_request import answer_request
from vizsla.server.bundle_file_response import bundle_file_response
from vizsla.server.call_parameters import PARAMETERS, call_parameters, read_parameters
from vizsla.server.function_operations import OPERATIONS, Operation
from vizsla.server.openapi_document import input_bodies
from vizsla.server.openapi_schemas import ref
from vizsla.server.projects.content_routes import BINARY
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.projects.training_routes import RunNumber
from vizsla.server.request_inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
RUN = "/v1/projects/{project}/runs/{run}"
Answered = Annotated[dict[str, Any], WithJsonSchema({"allOf": [ref("CallResult")]})]


class TriedInput(BaseModel):
    """A run's answer to an input."""

    run: int
    answer: Answered = Field(description="As a function's call returns it.")
    seconds: float = Field(description="How long the answer took, without the network.")


def _perform(
    function: Function[Any, Any], source: object, options: Mapping[str, Any], limits: Limits
) -> dict[str, Any]:
    start = time.perf_counter()
    answer = OPERATIONS["call"].perform(function, source, options, limits)
    return {"answer": answer, "seconds": time.perf_counter() - start}


TRY = Operation("try", "Answer one input with a run.", call_parameters, _perform)


@ROUTER.post(
    f"{RUN}:try",
    operation_id="tryRun",
    openapi_extra={"requestBody": {"required": True, "content": input_bodies(1)}},
)
async def try_run(
    request: Request,
    project: OneProject,
    run: RunNumber,
    top: Annotated[int | None, Query(ge=1, description=PARAMETERS["top"].description)] = None,
    threshold: Annotated[
        float | None, Query(ge=0, le=1, description=PARAMETERS["threshold"].description)
    ] = None,
    columns: Annotated[str | None, Query(description=PARAMETERS["columns"].description)] = None,
    language: Annotated[str | None, Query(description=PARAMETERS["language"].description)] = None,
) -> TriedInput:
    """Answer one input with a run's function, published or not; nothing is stored."""
    del top, threshold, columns, language  # read as for calls
    served = await run_in_threadpool(project.served_run, run)
    options = read_parameters(request.query_params.multi_items(), call_parameters(served.kind))
    answered = await answer_request(request, served, TRY, options, partial(read_inputs, most=1))
    return TriedInput(run=run, **json.loads(answered.only()))


@ROUTER.get(
    f"{RUN}/bundle/{{file}}",
    operation_id="sendRunFile",
    response_class=Response,
    responses={
        200: {
            "description": "The file.",
            "content": {
                "application/json": {"schema": {"type": "object", "additionalProperties": True}},
                "application/octet-stream": BINARY,
            },
        },
        304: {"description": "The client has it already."},
    },
)
async def send_run_file(
    request: Request,
    project: OneProject,
    run: RunNumber,
    file: Annotated[str, Path(description="A file that `function.json` lists.")],
) -> Response:
    """Send a file of a run's function, published or not, for the runtime in the browser.

    Give the address of the folder, with a slash at its end, to ``load``.
    """
    service = project.service
    served = await run_in_threadpool(project.served_run, run)
    headers = {
        "Cache-Control": "private, no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    kind = "application/json" if file.endswith(".json") else "application/octet-stream"
    return await bundle_file_response(request, service, served, file, headers, kind)
