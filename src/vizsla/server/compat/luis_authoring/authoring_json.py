"""Apps, versions and trainings in the shapes of LUIS's authoring."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from vizsla.project.app_models import ENTITY, INTENT
from vizsla.server.compat.public_ids import model_id
from vizsla.workspace.jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING

if TYPE_CHECKING:
    from vizsla.project.app_versions import AppVersion
    from vizsla.server.compat.luis_authoring.authored_app import AuthoredApp
    from vizsla.workspace.jobs import Job

__all__ = [
    "NEEDS_TRAINING",
    "QUEUED",
    "STATUSES",
    "TRAINED",
    "app_json",
    "models_json",
    "version_json",
]

SUCCESS, FAIL, IN_PROGRESS, QUEUED = (
    {"statusId": 0, "status": "Success"},
    {"statusId": 1, "status": "Fail"},
    {"statusId": 3, "status": "InProgress"},
    {"statusId": 9, "status": "Queued"},
)
STATUSES = {DONE: SUCCESS, FAILED: FAIL, CANCELLED: FAIL, RUNNING: IN_PROGRESS, WAITING: QUEUED}
TRAINED = {DONE: "Trained", RUNNING: "InProgress", WAITING: "InProgress"}
NEEDS_TRAINING = "NeedsTraining"


def app_json(app: AuthoredApp) -> dict[str, Any]:
    """Return an app."""
    return {
        "id": app.id,
        "name": app.name,
        "description": app.versions.description,
        "culture": app.versions.culture,
        "usageScenario": "",
        "domain": "",
        "versionsCount": len(app.versions.all()),
        "createdDateTime": app.summary.created_at.isoformat(),
        "endpoints": {},
        "endpointHitsCount": 0,
        "activeVersion": app.versions.active,
    }


def version_json(app: AuthoredApp, version: AppVersion) -> dict[str, Any]:
    """Return a version of an app."""
    job = app.versions.training(version)
    kinds = Counter(kind for kind, _ in app.versions.models(version))
    trained = None if job is None or job.ended_at is None else job.ended_at.isoformat()
    return {
        "version": version.id,
        "createdDateTime": version.created,
        "lastModifiedDateTime": version.modified,
        "lastTrainedDateTime": trained,
        "lastPublishedDateTime": None,
        "endpointUrl": None,
        "assignedEndpointKey": None,
        "externalApiKeys": None,
        "intentsCount": kinds[INTENT],
        "entitiesCount": kinds[ENTITY],
        "endpointHitsCount": 0,
        "trainingStatus": NEEDS_TRAINING if job is None else TRAINED.get(job.state, NEEDS_TRAINING),
    }


def models_json(app: AuthoredApp, version: AppVersion) -> list[dict[str, Any]]:
    """Return how the training of each model of a version stands: of intents and entities."""
    details = _details(app.versions.training(version))
    return [
        {
            "modelId": model_id(app.name, version.id, f"{kind} {name}"),
            "details": {**details, "exampleCount": count},
        }
        for (kind, name), count in app.versions.models(version).items()
    ]


def _details(job: Job | None) -> dict[str, Any]:
    if job is None:
        return {**FAIL, "failureReason": "the version was not trained yet"}
    found: dict[str, Any] = dict(STATUSES[job.state])
    if job.ended_at is not None:
        found["trainingDateTime"] = job.ended_at.isoformat()
    if job.state in {FAILED, CANCELLED}:
        found["failureReason"] = job.message or "the training was cancelled"
    return found
