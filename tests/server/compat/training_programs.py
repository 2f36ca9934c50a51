"""Custom Vision's own clients for tests of training."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from azure.cognitiveservices.vision.customvision.prediction import CustomVisionPredictionClient
from azure.cognitiveservices.vision.customvision.training import CustomVisionTrainingClient
from azure.cognitiveservices.vision.customvision.training.models import (
    CustomVisionErrorCodes,
    CustomVisionErrorException,
    ImageFileCreateBatch,
    ImageFileCreateEntry,
)
from msrest.authentication import ApiKeyCredentials

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 120.0  # seconds


def trainer(url: Any, key: str = "any") -> CustomVisionTrainingClient:
    credentials = ApiKeyCredentials(in_headers={"Training-key": key})
    return CustomVisionTrainingClient(str(url), credentials)


def predictor(url: Any, key: str = "any") -> CustomVisionPredictionClient:
    credentials = ApiKeyCredentials(in_headers={"Prediction-key": key})
    return CustomVisionPredictionClient(str(url), credentials)


def entries(folder: Path, *tags: Any, count: int = 6) -> list[ImageFileCreateEntry]:
    """Return some files of a folder, with these tags."""
    ids = [each.id for each in tags]
    return [
        ImageFileCreateEntry(
            name=f"{folder.name}/{each.name}", contents=each.read_bytes(), tag_ids=ids
        )
        for each in sorted(folder.iterdir())[:count]
    ]


def upload(client: CustomVisionTrainingClient, project: Any, images: list[Any]) -> Any:
    return client.create_images_from_files(project.id, ImageFileCreateBatch(images=images))


def fill(client: CustomVisionTrainingClient, project: Any, textures: Path) -> None:
    """Upload six images of brick and six of grass."""
    for name in ("brick", "grass"):
        tag = client.create_tag(project.id, name)
        assert upload(client, project, entries(textures / name, tag)).is_batch_successful


def wait_until_trained(
    client: CustomVisionTrainingClient, project: Any, iteration: Any, status: str = "Completed"
) -> Any:
    end = time.monotonic() + PATIENCE
    while iteration.status == "Training" and time.monotonic() < end:
        time.sleep(0.1)
        iteration = client.get_iteration(project.id, iteration.id)
    assert iteration.status == status, iteration.training_error_details
    return iteration


def refusal(call: Callable[..., Any], *words: Any, **named: Any) -> tuple[int, str, str]:
    """Return the status, the code and the message of the error that a call gets."""
    with pytest.raises(CustomVisionErrorException) as caught:
        call(*words, **named)
    error = caught.value.error
    assert error.code in {each.value for each in CustomVisionErrorCodes}
    return caught.value.response.status_code, error.code, error.message
