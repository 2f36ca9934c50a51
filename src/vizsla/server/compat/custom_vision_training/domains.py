"""The domains that a project may say it is for: with Vizsla they are all the same."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError

__all__ = ["DOMAINS", "GENERAL", "check_domain", "domain_named"]

# The service's own ids: programs have them in their code.
GENERAL = "ee85a74c-405e-4adc-bb47-ffa8ca0c9f31"
COMPACT = "0732100f-1a38-4e49-a514-c9b44c697ab5"
OF_CLASSIFICATION = {
    GENERAL: "General",
    "a8e3c40f-fb4a-466f-832a-5e457ae4a344": "General [A1]",
    "2e37d7fb-3a54-486a-b4d6-cfc369af0018": "General [A2]",
    "c151d5b5-dd07-472a-acc8-15d29dea8518": "Food",
    "ca455789-012d-4b50-9fec-5bb63841c793": "Landmarks",
    "b30a91ae-e3c1-4f73-a81e-c270bff27c39": "Retail",
    COMPACT: "General (compact)",
    "a1db07ca-a19a-4830-bae8-e004a42dc863": "General (compact) [S1]",
    "8882951b-82cd-4c32-970b-d5f8cb8bf6d7": "Food (compact)",
    "b5cfd229-2ac7-4b2b-8d0a-2b0661344894": "Landmarks (compact)",
    "6b4faeda-8396-481b-9f8b-177b9fa3097f": "Retail (compact)",
}

DOMAINS: list[dict[str, Any]] = [
    {
        "id": each,
        "name": name,
        "type": "Classification",
        "exportable": True,
        "enabled": True,
        "exportablePlatforms": ["TensorFlow"],
        "modelInformation": None,
    }
    for each, name in OF_CLASSIFICATION.items()
]


def domain_named(domain: str) -> dict[str, Any]:
    """Return a domain by its id.

    Raises:
        CustomVisionRefusalError: there is none.

    """
    for each in DOMAINS:
        if each["id"] == domain.lower():
            return each
    raise CustomVisionRefusalError(
        "NotFoundDomain",
        f"there is no domain {domain!r:.80} here: projects classify images, and there are none "
        "for object detection",
        HTTPStatus.NOT_FOUND,
    )


def check_domain(domain: str) -> str:
    """Return the id of a new project's domain.

    Raises:
        CustomVisionRefusalError: there is none, such as one of object detection.

    """
    if domain.lower() in OF_CLASSIFICATION:
        return domain.lower()
    raise CustomVisionRefusalError(
        "BadRequestProjectUnknownDomain",
        f"there is no domain {domain!r:.80} here: projects classify images, and there are none "
        f"for object detection; leave it out, or take General, {GENERAL}",
    )
