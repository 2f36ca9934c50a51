"""Custom Vision's training in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.custom_vision.prediction_document import IMAGE_URL, image_file
from vizsla.server.compat.custom_vision_training.image_routes import FILTERS, PAGE, STATUS
from vizsla.server.compat.custom_vision_training.routers import ROUTERS
from vizsla.server.compat.custom_vision_training.training_parameters import PARAMETERS
from vizsla.server.compat.custom_vision_training.training_schemas import (
    BATCH,
    DOMAIN_ID,
    KIND_OF_PROJECT,
    KIND_OF_TAG,
    METADATA,
)
from vizsla.server.compat.route_document import NOTHING, Described, route_operations
from vizsla.server.compat.schema_parts import BINARY, UUID, WHOLE, list_of, maybe, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["training_operations"]

PROJECT, TAG, IMAGE = (ref(f"CustomVision{each}") for each in ("Project", "Tag", "Image"))
ITERATION, EXPORT = ref("CustomVisionIteration"), ref("CustomVisionExport")
PARTLY = ("200", "207")
LINK = ("key", "until", "signature")
IMAGES = Described.of(list_of(IMAGE), query=(*FILTERS, *PAGE))
COUNT = Described.of(WHOLE, query=FILTERS)
SMALL_IMAGE = Described({"image/*": {"schema": BINARY}}, query=LINK)
PREDICTION = ref("CustomVisionPrediction")
FORM = {"type": "object", "minProperties": 1, "additionalProperties": BINARY}


def _nothing(*query: str, required: tuple[str, ...] = ()) -> Described:
    return Described({}, ("204",), query, required)


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a body that is an object, null or empty."""
    return json_content({"type": ["object", "null"], "properties": dict(fields)})


ROUTES: Mapping[str, Described] = {
    "list_domains": Described.of(list_of(ref("CustomVisionDomain"))),
    "show_domain": Described.of(ref("CustomVisionDomain")),
    "list_projects": Described.of(list_of(PROJECT)),
    "create_project": Described.of(
        PROJECT,
        query=("name", "description", "domainId", "classificationType", "targetExportPlatforms"),
        required=("name",),
        body=_object({}),
        needs_body=False,
    ),
    "show_project": Described.of(PROJECT),
    "update_project": Described.of(
        PROJECT,
        body=_object(
            {
                "name": TEXT,
                "description": maybe(TEXT),
                "settings": {
                    "type": ["object", "null"],
                    "properties": {
                        "domainId": {"enum": [*DOMAIN_ID["enum"], None]},
                        "classificationType": {"enum": [*KIND_OF_PROJECT["enum"], None]},
                    },
                },
            }
        ),
        needs_body=False,
    ),
    "delete_project": NOTHING,
    "list_tags": Described.of(list_of(TAG), query=("iterationId",)),
    "create_tag": Described.of(TAG, query=("name", "description", "type"), required=("name",)),
    "show_tag": Described.of(TAG, query=("iterationId",)),
    "update_tag": Described.of(
        TAG,
        body=_object(
            {
                "name": maybe(TEXT),
                "description": maybe(TEXT),
                "type": {"enum": [*KIND_OF_TAG["enum"], None]},
            }
        ),
        needs_body=False,
    ),
    "delete_tag": NOTHING,
    "upload_files": Described.of(
        ref("CustomVisionUpload"), statuses=PARTLY, body=json_content(BATCH["files"])
    ),
    "upload_urls": Described.of(
        ref("CustomVisionUpload"), statuses=PARTLY, body=json_content(BATCH["urls"])
    ),
    "upload_form": Described.of(
        ref("CustomVisionUpload"),
        statuses=PARTLY,
        query=("tagIds",),
        body={"multipart/form-data": {"schema": FORM}},
    ),
    "list_images": Described.of(list_of(IMAGE), query=(STATUS, *FILTERS, *PAGE)),
    "list_tagged_images": IMAGES,
    "list_untagged_images": IMAGES,
    "count_images": Described.of(WHOLE, query=(STATUS, *FILTERS)),
    "count_tagged_images": COUNT,
    "count_untagged_images": COUNT,
    "list_images_by_ids": Described.of(list_of(IMAGE), query=("imageIds", "iterationId")),
    "delete_images": _nothing("imageIds", "allImages", "allIterations"),
    "tag_images": Described.of(
        ref("CustomVisionTagging"),
        body=json_content(
            object_of({"tags": list_of(object_of({"imageId": UUID, "tagId": UUID}))})
        ),
    ),
    "untag_images": _nothing("imageIds", "tagIds"),
    "describe_images": Described.of(
        ref("CustomVisionDescribedImages"),
        statuses=PARTLY,
        query=("imageIds",),
        body=json_content(maybe(METADATA)),
        needs_body=False,
    ),
    "send_image": SMALL_IMAGE,
    "send_thumbnail": SMALL_IMAGE,
    "send_resized_image": SMALL_IMAGE,
    "train": Described.of(
        ITERATION,
        query=("trainingType", "reservedBudgetInHours", "forceTrain", "notificationEmailAddress"),
        body=_object({}),
        needs_body=False,
    ),
    "list_iterations": Described.of(list_of(ITERATION)),
    "show_iteration": Described.of(ITERATION),
    "update_iteration": Described.of(ITERATION, body=json_content(object_of({"name": TEXT}))),
    "delete_iteration": NOTHING,
    "publish_iteration": Described.of(
        {"const": True},
        query=("publishName", "predictionId", "overwrite"),
        required=("publishName",),
    ),
    "unpublish_iteration": NOTHING,
    "show_performance": Described.of(
        ref("CustomVisionPerformance"), query=("threshold", "overlapThreshold")
    ),
    "list_image_performances": Described.of(
        list_of(ref("CustomVisionImagePerformance")), query=("tagIds", "orderBy", "take", "skip")
    ),
    "count_image_performances": Described.of(WHOLE, query=("tagIds",)),
    "export_iteration": Described.of(EXPORT, query=("platform", "flavor"), required=("platform",)),
    "list_exports": Described.of(list_of(EXPORT)),
    "send_export": Described({"application/zip": {"schema": BINARY}}, query=LINK),
    "test_image": Described.of(PREDICTION, query=("iterationId", "store"), body=image_file()),
    "test_url": Described.of(
        PREDICTION, query=("iterationId", "store"), body=json_content(IMAGE_URL)
    ),
}


def training_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of training, by path and method."""
    return route_operations(ROUTERS, ROUTES, PARAMETERS, lambda _: "customVision")
