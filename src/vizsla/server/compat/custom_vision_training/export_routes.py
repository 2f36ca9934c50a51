"""Custom Vision's routes that export an iteration, and list and send its exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.compat.custom_vision_training.exports import check_export, export_bytes
from vizsla.server.compat.custom_vision_training.iteration_routes import completed
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.training_paths import ITERATION
from vizsla.server.compat.custom_vision_training.training_project import (
    TrainingProject,
    training_id,
)
from vizsla.server.require_key import require_key
from vizsla.server.signed_links import link_maker, require_link_or_key

if TYPE_CHECKING:
    from vizsla.project.trainings import Training

__all__ = ["DOWNLOADS", "ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
DOWNLOADS = APIRouter(dependencies=[Depends(require_link_or_key)])
EXPORT = f"{ITERATION}/export"


@ROUTER.post(EXPORT)
def export_iteration(request: Request, project: str, iteration: str) -> dict[str, Any]:
    """Export an iteration; the answer has the address of the file, which is made when asked for."""
    query = TrainingQuery(request, "platform", "flavor")
    found = TrainingProject.of(request, project)
    training = completed(found, iteration)
    platform, flavor = check_export(
        query.text("platform"), query.text("flavor"), several=found.several
    )
    found.trainings.add_export(training, platform, flavor)
    return _json(request, found, training, platform, flavor)


@ROUTER.get(EXPORT)
def list_exports(request: Request, project: str, iteration: str) -> list[dict[str, Any]]:
    """List the exports of an iteration that were asked for."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    training = completed(found, iteration)
    return [_json(request, found, training, *each) for each in found.trainings.exports(training)]


@DOWNLOADS.get(f"{EXPORT}/{{platform}}/download")
def send_export(request: Request, project: str, iteration: str, platform: str) -> Response:
    """Send the file of an export: a .zip."""
    found = TrainingProject.of(request, project)
    training = completed(found, iteration)
    flavor = "TensorFlowLite" if platform == "TensorFlow" else ""
    checked, _ = check_export(platform, flavor, several=found.several)
    with found.trainings.function(found.opened(), training) as function:
        content = export_bytes(function, checked)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}-{checked}.zip"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, headers=headers, media_type="application/zip")


def _json(
    request: Request,
    project: TrainingProject,
    training: Training,
    platform: str,
    flavor: str | None,
) -> dict[str, Any]:
    path = f"{EXPORT}/{{platform}}/download".format(
        version=request.path_params["version"],
        project=project.id,
        iteration=training_id(project.name, training),
        platform=platform,
    )
    return {
        "platform": platform,
        "status": "Done",
        "downloadUri": link_maker(request)(path),
        "flavor": flavor,
        "newerVersionAvailable": False,
    }
