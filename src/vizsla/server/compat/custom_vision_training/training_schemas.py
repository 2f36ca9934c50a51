"""Custom Vision's projects, tags, images and iterations as JSON Schemas; see training_json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.custom_vision_training.domains import OF_CLASSIFICATION
from vizsla.server.compat.custom_vision_training.exports import LITE, PLATFORMS
from vizsla.server.compat.custom_vision_training.project_routes import TYPES
from vizsla.server.compat.custom_vision_training.training_json import STATUSES
from vizsla.server.compat.custom_vision_training.upload_batch import (
    MOST_IMAGES,
    MOST_TAGS,
    OF_BYTES,
    OF_LABELS,
)
from vizsla.server.compat.custom_vision_training.upload_batch import STATUSES as OF_IMAGES
from vizsla.server.compat.custom_vision_training.upload_routes import DUPLICATE, OK
from vizsla.server.compat.schema_parts import (
    SHARE,
    TIME,
    TRUTH,
    UUID,
    WHOLE,
    list_of,
    maybe,
    object_of,
)
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BATCH", "DOMAIN_ID", "KIND_OF_PROJECT", "KIND_OF_TAG", "METADATA", "SCHEMAS"]

NULL = {"type": "null"}
DOMAIN_ID = {"enum": [*OF_CLASSIFICATION]}
KIND_OF_PROJECT = {"enum": [*TYPES]}
KIND_OF_TAG = {"enum": ["Regular", "Negative"]}
METADATA = {"type": "object", "additionalProperties": TEXT}
TAG_IDS = maybe({**list_of(UUID), "maxItems": MOST_TAGS})
PAIR = object_of({"imageId": UUID, "tagId": UUID})
FIGURES = {
    "precision": SHARE,
    "precisionStdDeviation": SHARE,
    "recall": SHARE,
    "recallStdDeviation": SHARE,
    "averagePrecision": SHARE,
}
IMAGE = {
    "id": UUID,
    "created": TIME,
    "width": WHOLE,
    "height": WHOLE,
    "resizedImageUri": TEXT,
    "thumbnailUri": TEXT,
    "tags": list_of(object_of({"tagId": UUID, "tagName": TEXT, "created": TIME})),
    "regions": NULL,
    "metadata": METADATA,
}

SCHEMAS: Mapping[str, Any] = {
    "CustomVisionDomain": object_of(
        {
            "id": DOMAIN_ID,
            "name": TEXT,
            "type": {"const": "Classification"},
            "exportable": TRUTH,
            "enabled": TRUTH,
            "exportablePlatforms": list_of(TEXT),
            "modelInformation": NULL,
        }
    ),
    "CustomVisionProject": object_of(
        {
            "id": UUID,
            "name": TEXT,
            "description": TEXT,
            "settings": object_of(
                {
                    "domainId": DOMAIN_ID,
                    "classificationType": KIND_OF_PROJECT,
                    "targetExportPlatforms": list_of(TEXT),
                    "useNegativeSet": TRUTH,
                    "detectionParameters": NULL,
                    "imageProcessingSettings": NULL,
                }
            ),
            "created": TIME,
            "lastModified": TIME,
            "thumbnailUri": NULL,
            "drModeEnabled": TRUTH,
            "status": {"const": "Succeeded"},
        }
    ),
    "CustomVisionTag": object_of(
        {"id": UUID, "name": TEXT, "description": TEXT, "type": KIND_OF_TAG, "imageCount": WHOLE}
    ),
    "CustomVisionImage": object_of({**IMAGE, "originalImageUri": TEXT}),
    "CustomVisionUpload": object_of(
        {
            "isBatchSuccessful": TRUTH,
            "images": list_of(
                object_of(
                    {
                        "sourceUrl": TEXT,
                        "status": {
                            "enum": [OK, DUPLICATE, OF_BYTES, *OF_LABELS, *OF_IMAGES.values()]
                        },
                        "image": {"oneOf": [ref("CustomVisionImage"), NULL]},
                    }
                )
            ),
        }
    ),
    "CustomVisionTagging": object_of(
        {each: list_of(PAIR) for each in ("created", "duplicated", "exceeded")}
    ),
    "CustomVisionDescribedImages": object_of(
        {
            "isBatchSuccessful": TRUTH,
            "images": list_of(
                object_of(
                    {
                        "imageId": UUID,
                        "status": {"enum": [OK, "ErrorImageNotFound"]},
                        "metadata": maybe(METADATA),
                    }
                )
            ),
        }
    ),
    "CustomVisionIteration": object_of(
        {
            "id": UUID,
            "name": TEXT,
            "status": {"enum": list(dict.fromkeys(STATUSES.values()))},
            "created": TIME,
            "lastModified": TIME,
            "trainedAt": maybe(TIME),
            "projectId": UUID,
            "exportable": TRUTH,
            "exportableTo": list_of({"enum": [*PLATFORMS]}),
            "domainId": DOMAIN_ID,
            "classificationType": KIND_OF_PROJECT,
            "trainingType": {"const": "Regular"},
            "reservedBudgetInHours": WHOLE,
            "trainingTimeInMinutes": WHOLE,
            "publishName": maybe(TEXT),
            "originalPublishResourceId": NULL,
            "customBaseModelInfo": NULL,
            "trainingErrorDetails": maybe(TEXT),
        }
    ),
    "CustomVisionPerformance": object_of(
        {
            "perTagPerformance": list_of(object_of({"id": UUID, "name": TEXT, **FIGURES})),
            **FIGURES,
        }
    ),
    "CustomVisionImagePerformance": object_of(
        {**IMAGE, "imageUri": TEXT, "predictions": list_of(ref("CustomVisionTagPrediction"))}
    ),
    "CustomVisionExport": object_of(
        {
            "platform": {"enum": [*PLATFORMS]},
            "status": {"const": "Done"},
            "downloadUri": TEXT,
            "flavor": {"enum": [LITE, None]},
            "newerVersionAvailable": TRUTH,
        }
    ),
}


def _batch(image: dict[str, Any]) -> dict[str, Any]:
    images = {**list_of(image), "minItems": 1, "maxItems": MOST_IMAGES}
    return object_of({"images": images}, tagIds=TAG_IDS, metadata=maybe(METADATA))


BATCH: Mapping[str, Any] = {
    "files": _batch(
        object_of(
            {"contents": {**TEXT, "contentEncoding": "base64"}}, name=maybe(TEXT), tagIds=TAG_IDS
        )
    ),
    "urls": _batch(object_of({"url": TEXT}, tagIds=TAG_IDS)),
}
