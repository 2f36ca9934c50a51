"""The routes that show what happens inside of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response

from vizsla.errors import NotFoundError
from vizsla.modalities.image.tensor_png import tensor_png
from vizsla.modalities.modality_values import ShownFile
from vizsla.server.projects.content_routes import BINARY, UNCHANGED, Sha256, send_file
from vizsla.server.projects.example_routes import EXAMPLE, ExampleId
from vizsla.server.projects.inside_types import InsideView
from vizsla.server.projects.inside_values import inside_view
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.projects.training_routes import PROJECT, RunNumber
from vizsla.server.request_body import while_connected

if TYPE_CHECKING:
    from vizsla.workspace import Example

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])


@ROUTER.get(f"{PROJECT}/runs/{{run}}/inside", operation_id="showInside")
async def show_inside(
    request: Request,
    project: OneProject,
    run: RunNumber,
    example: Annotated[int, Query(ge=1, lt=1 << 63, description="The id of an example.")],
) -> InsideView:
    """Show an example on its way through a run: what is added up, and which examples pull."""

    def look() -> InsideView:
        return inside_view(project, project.held().inside(example, run))

    queue = project.service.queue
    with queue.admitted():
        return await while_connected(request, queue.run(look))


@ROUTER.get(
    f"{EXAMPLE}/tensor",
    operation_id="showTensor",
    response_class=Response,
    responses={
        200: {
            "description": "A PNG whose pixels are the numbers that the model takes.",
            "content": {"image/png": BINARY},
        },
        **UNCHANGED,
    },
)
async def send_tensor(
    request: Request, project: OneProject, example: ExampleId, sha256: Sha256 = None
) -> Response:
    """Send an image as the model takes it: cut, resized, each number a pixel's."""

    def make(found: Example) -> ShownFile:
        tensor = project.held().tensor(found)
        if tensor is None:
            raise NotFoundError(f"example {found.id} is no image, and has no pixels")
        return ShownFile(tensor_png(tensor), "image/png")

    return await send_file(request, project, example, sha256, make)
