"""LUIS's apps, versions and trainings as JSON Schemas; see authoring_json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.luis_authoring.authoring_body import LONGEST
from vizsla.server.compat.luis_authoring.authoring_json import NEEDS_TRAINING, STATUSES, TRAINED
from vizsla.server.compat.luis_authoring.luis_app_routes import PUBLISH_SETTINGS
from vizsla.server.compat.schema_parts import TIME, TRUTH, UUID, WHOLE, list_of, maybe, object_of
from vizsla.server.openapi_schemas import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DESCRIPTION", "LINE", "OFF", "SCHEMAS"]

NULL = {"type": "null"}
FALSE = {"const": False}
OFF = {"enum": [False, None]}
LINE = {**TEXT, "minLength": 1, "maxLength": LONGEST}
DESCRIPTION = maybe({**TEXT, "maxLength": LONGEST})
STATUS = {
    "statusId": {"enum": [each["statusId"] for each in STATUSES.values()]},
    "status": {"enum": [each["status"] for each in STATUSES.values()]},
}
PUBLISH_PLACES = ("region", "assignedEndpointKey", "endpointRegion", "failedRegions")

SCHEMAS: Mapping[str, Any] = {
    "LuisDone": object_of({"code": {"const": "Success"}, "message": TEXT}),
    "LuisAuthoredApp": object_of(
        {
            "id": UUID,
            "name": TEXT,
            "description": TEXT,
            "culture": TEXT,
            "usageScenario": TEXT,
            "domain": TEXT,
            "versionsCount": WHOLE,
            "createdDateTime": TIME,
            "endpoints": {"type": "object"},
            "endpointHitsCount": WHOLE,
            "activeVersion": TEXT,
        }
    ),
    "LuisVersion": object_of(
        {
            "version": TEXT,
            "createdDateTime": TIME,
            "lastModifiedDateTime": TIME,
            "lastTrainedDateTime": maybe(TIME),
            "lastPublishedDateTime": NULL,
            "endpointUrl": NULL,
            "assignedEndpointKey": NULL,
            "externalApiKeys": NULL,
            "intentsCount": WHOLE,
            "entitiesCount": WHOLE,
            "endpointHitsCount": WHOLE,
            "trainingStatus": {"enum": [NEEDS_TRAINING, *dict.fromkeys(TRAINED.values())]},
        }
    ),
    "LuisTrainingStatus": object_of(STATUS),
    "LuisModelTraining": object_of(
        {
            "modelId": UUID,
            "details": object_of(
                {**STATUS, "exampleCount": WHOLE}, failureReason=TEXT, trainingDateTime=TIME
            ),
        }
    ),
    "LuisPublished": object_of(
        {
            "versionId": TEXT,
            "isStaging": TRUTH,
            "endpointUrl": TEXT,
            **dict.fromkeys(PUBLISH_PLACES, TEXT),
            "publishedDateTime": TIME,
        }
    ),
    "LuisCulture": object_of({"name": TEXT, "code": TEXT}),
    "LuisSettings": object_of({"id": UUID, "public": FALSE}),
    "LuisPublishSettings": object_of({"id": UUID, **dict.fromkeys(PUBLISH_SETTINGS, FALSE)}),
    # Its parts are read as LUIS's own export has them; what is wrong with one is in the error.
    "LuisAppContent": {
        "type": "object",
        "description": "An app as LUIS exports it.",
        "properties": {
            "luis_schema_version": TEXT,
            "name": TEXT,
            "versionId": TEXT,
            "desc": maybe(TEXT),
            "culture": TEXT,
            "intents": list_of({"type": "object"}),
            "entities": list_of({"type": "object"}),
            "utterances": list_of({"type": "object"}),
        },
    },
}
