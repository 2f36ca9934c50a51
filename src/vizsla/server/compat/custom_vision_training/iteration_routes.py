"""Custom Vision's routes that train, list, publish and remove iterations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import BundleError, OptionError, TrainingDataError
from vizsla.functions.version_words import is_version_word
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.small_body import JsonObject
from vizsla.server.compat.custom_vision_training.training_json import iteration_json
from vizsla.server.compat.custom_vision_training.training_paths import ITERATION, PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key
from vizsla.server.service import Service
from vizsla.workspace.jobs import DONE

if TYPE_CHECKING:
    from vizsla.project.trainings import Training

__all__ = ["ROUTER", "completed"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
REGULAR = "Regular"
FAILED_CHECK = {
    True: "BadRequestMultiLabelClassificationTrainingValidationFailed",
    False: "BadRequestMultiClassClassificationTrainingValidationFailed",
}


@ROUTER.post(f"{PROJECT}/train")
async def train(request: Request, project: str, body: JsonObject) -> dict[str, Any]:
    """Ask for a training; the iteration says when it is done."""
    return await run_in_threadpool(_train, request, project, body)


def _train(request: Request, project: str, body: dict[str, Any]) -> dict[str, Any]:
    query = TrainingQuery(
        request, "trainingType", "reservedBudgetInHours", "forceTrain", "notificationEmailAddress"
    )
    _check_options(query, body)
    found = TrainingProject.of(request, project)
    trainings = found.trainings
    if trainings.is_active():
        raise CustomVisionRefusalError(
            "BadRequestTrainingAlreadyInProgress",
            "the project is being trained; wait until that iteration is Completed or Failed",
        )
    last = None if query.flag("forceTrain") else trainings.unchanged()
    if last is not None:
        raise CustomVisionRefusalError(
            "BadRequestTrainingNotNeeded",
            f"no image and no tag has changed since {last.name!r} was trained; forceTrain=true "
            "trains in spite of that",
        )
    try:
        asked = trainings.ask(found.who)
    except TrainingDataError as error:
        raise CustomVisionRefusalError(FAILED_CHECK[found.several], str(error)) from error
    except OptionError as error:  # another request came first
        raise CustomVisionRefusalError("BadRequestTrainingAlreadyInProgress", str(error)) from error
    jobs = Service.of(request).jobs
    if jobs is not None:
        jobs.wake()
    return iteration_json(found, asked)


def _check_options(query: TrainingQuery, body: dict[str, Any]) -> None:
    if query.choice("trainingType", REGULAR, [REGULAR, "Advanced"]) != REGULAR:
        raise not_here("training of the type Advanced", f"leave trainingType out, or say {REGULAR}")
    if query.text("notificationEmailAddress"):
        raise not_here("notification by e-mail", "ask for the iteration's status")
    for name in ("selectedTags", "customBaseModelInfo"):
        if body.get(name):
            raise not_here(f"training with {name}", "leave it out")


@ROUTER.get(f"{PROJECT}/iterations")
def list_iterations(request: Request, project: str) -> list[dict[str, Any]]:
    """List the iterations, the oldest first."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    return [iteration_json(found, each) for each in found.trainings.all()]


@ROUTER.get(ITERATION)
def show_iteration(request: Request, project: str, iteration: str) -> dict[str, Any]:
    """Show an iteration, and whether it is trained."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    return iteration_json(found, found.training(iteration))


@ROUTER.patch(ITERATION)
async def update_iteration(
    request: Request, project: str, iteration: str, body: JsonObject
) -> dict[str, Any]:
    """Name an iteration otherwise."""
    return await run_in_threadpool(_update, request, project, iteration, body)


def _update(request: Request, project: str, iteration: str, body: dict[str, Any]) -> dict[str, Any]:
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    training, name = found.training(iteration), body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CustomVisionRefusalError("BadRequestIterationName", "an iteration has a name")
    try:
        return iteration_json(found, found.trainings.rename(training, name))
    except OptionError as error:
        raise CustomVisionRefusalError("BadRequestIterationNameNotUnique", str(error)) from error


@ROUTER.delete(ITERATION)
def delete_iteration(request: Request, project: str, iteration: str) -> Response:
    """List an iteration no more."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    training = found.training(iteration)
    if training.version_name is not None:
        raise CustomVisionRefusalError(
            "BadRequestIterationIsPublished",
            f"{training.name!r} is published as {training.version_name!r}; unpublish it first",
        )
    if training.is_active:
        raise CustomVisionRefusalError(
            "BadRequestTrainingAlreadyInProgress",
            f"{training.name!r} is being trained; wait until it is Completed or Failed",
        )
    found.trainings.hide(training)
    return Response(status_code=204)


@ROUTER.post(f"{ITERATION}/publish")
def publish_iteration(request: Request, project: str, iteration: str) -> bool:
    """Publish an iteration under a name, and make it the live version of the function."""
    query = TrainingQuery(request, "publishName", "predictionId", "overwrite")
    found = TrainingProject.of(request, project)
    training = completed(found, iteration)
    name = query.text("publishName")
    if not is_version_word(name):
        raise CustomVisionRefusalError(
            "BadRequestInvalidPublishName",
            f"publishName={name!r:.90}: use 1 to 80 letters from a to z, digits, spaces and . _ -, "
            "and neither a number nor 'live'",
        )
    if not query.flag("overwrite"):
        if training.version_name is not None:
            raise CustomVisionRefusalError(
                "BadRequestIterationIsPublished",
                f"{training.name!r} is published as {training.version_name!r} already",
            )
        if name in found.opened().version_names():
            raise CustomVisionRefusalError(
                "BadRequestInvalidPublishName",
                f"another iteration is published as {name!r}; unpublish it, or say overwrite=true",
            )
    try:
        found.trainings.publish(found.opened(), training, name)
    except BundleError as error:
        raise CustomVisionRefusalError(
            "BadRequestIterationValidationFailed", f"it can't be published: {error}"
        ) from error
    return True


@ROUTER.delete(f"{ITERATION}/publish")
def unpublish_iteration(request: Request, project: str, iteration: str) -> Response:
    """Take the name of a published iteration away; its version stays in Vizsla."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    training = found.training(iteration)
    if training.version_name is None:
        raise CustomVisionRefusalError(
            "BadRequestIterationNotPublished", f"{training.name!r} is not published"
        )
    found.trainings.withdraw(training)
    return Response(status_code=204)


def completed(project: TrainingProject, iteration: str) -> Training:
    """Return a training that is done.

    Raises:
        CustomVisionRefusalError: there is none, or it is not done.

    """
    training = project.training(iteration)
    if training.state != DONE:
        raise CustomVisionRefusalError(
            "BadRequestIterationIsNotTrained",
            f"{training.name!r} is not trained ({training.state})",
        )
    return training
