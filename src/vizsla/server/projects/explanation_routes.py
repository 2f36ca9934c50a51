"""The routes that show why a run answers as it does: heat maps of images, words of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from vizsla.errors import NotFoundError
from vizsla.server.answer_time import answer_time
from vizsla.server.projects.content_routes import BINARY, SAFE
from vizsla.server.projects.example_routes import ExampleId
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.projects.training_routes import RunNumber
from vizsla.server.request_body import while_connected

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.functions.classifier import Classifier
    from vizsla.functions.explanation import Explanation

__all__ = ["ROUTER"]

T = TypeVar("T")
ROUTER = APIRouter(dependencies=[*GUARDS])
EXAMPLE = "/v1/projects/{project}/runs/{run}/examples/{example}"
SIDE = 96  # pixels: a heat map has 7 by 7 places, and a browser stretches it smoothly
FOR_AN_HOUR = "private, max-age=3600"
Label = Annotated[
    str | None,
    Query(max_length=200, description="The label to explain; by default the answer's."),
]


class ExplainedWordItem(BaseModel):
    """A word of a text."""

    text: str
    start: int = Field(description="The index of its first character.")
    end: int = Field(description="The index behind its last character.")
    weight: float = Field(description="How much it speaks for the label, 0 to 1 for the most.")


class ExplainedFeatureItem(BaseModel):
    """A feature that the example has."""

    name: str
    log_odds: float = Field(description="How far it speaks for the label; below 0 against it.")


class ExplanationItem(BaseModel):
    """The parts of an example from which a label's score comes."""

    label: str | None = Field(description="Null where the answer is 'none of these'.")
    words: list[ExplainedWordItem] = Field(description="Of a text, in order; none of an image.")
    features: list[ExplainedFeatureItem]
    missing: list[str] = Field(description="Features that the label requires, and are not there.")


@ROUTER.get(f"{EXAMPLE}/explanation", operation_id="explainExample")
async def explain_example(
    request: Request, project: OneProject, run: RunNumber, example: ExampleId, label: Label = None
) -> ExplanationItem:
    """Explain a run's answer to an example; of an image ask for its heat map."""

    def make(found: Explanation) -> ExplanationItem:
        return ExplanationItem.model_validate(
            {
                "label": found.label,
                "words": found.words,
                "features": found.features,
                "missing": list(found.missing),
            },
            from_attributes=True,
        )

    return await _explained(request, project, run, example, label, make)


@ROUTER.get(
    f"{EXAMPLE}/heat-map",
    operation_id="showHeatMap",
    response_class=Response,
    responses={
        200: {
            "description": "A small PNG to stretch over the image: transparent where nothing "
            "speaks for the label.",
            "content": {"image/png": BINARY},
        }
    },
)
async def show_heat_map(
    request: Request, project: OneProject, run: RunNumber, example: ExampleId, label: Label = None
) -> Response:
    """Show which parts of an image speak for a run's answer, or for another label."""
    if project.store.modality != "image":
        raise NotFoundError(f"example {example} is no image, and has no heat map")

    def make(found: Explanation) -> bytes:
        # Imported here: texts need no Pillow.
        from vizsla.modalities.image.heat_map import heat_map_overlay  # noqa: PLC0415

        return heat_map_overlay(found.heat_map, SIDE)

    content = await _explained(request, project, run, example, label, make)
    headers = {**SAFE, "Cache-Control": FOR_AN_HOUR}
    return Response(content, headers=headers, media_type="image/png")


async def _explained(
    request: Request,
    project: StudioProject,
    run: int,
    example: int,
    label: str | None,
    make: Callable[[Explanation], T],
) -> T:
    service = project.service
    (found,) = await run_in_threadpool(project.store.get, [example])

    def explain() -> T:
        content = project.store.read(found)
        with service.functions.opened(project.served_run(run)) as function:
            classifier = cast("Classifier[Any]", function)  # runs make no other functions
            names = {each.name for each in classifier.columns}.intersection(found.columns)
            cells = {name: found.columns[name] for name in names}
            value = classifier.modality.load(content, limits=service.settings.limits)
            return make(classifier.explain(value, label, columns=cells or None))

    with service.queue.admitted():
        async with answer_time(service):
            return await while_connected(request, service.queue.run(explain))
