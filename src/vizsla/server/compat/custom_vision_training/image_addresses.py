"""The addresses of a project's images, and of their smaller copies."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from vizsla.modalities.image.thumbnail import small_image
from vizsla.server.compat.custom_vision_training.query import uuid_of
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.service import Service
from vizsla.server.signed_links import link_maker, require_link_or_key

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ROUTER", "image_address"]

ROUTER = APIRouter(dependencies=[Depends(require_link_or_key)])
THUMBNAIL, RESIZED = 256, 1024  # pixels of the longer side
QUALITY = 85  # of their JPEG
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=86400"}


def image_address(request: Request, project: TrainingProject) -> Callable[[str, str], str]:
    """Return what makes the address of an image, from its id and its size: ``original``, ..."""
    link, version = link_maker(request), request.path_params["version"]
    root = PROJECT.format(version=version, project=project.id)
    return lambda image, size: link(f"{root}/images/{image}/{size}")


@ROUTER.get(f"{PROJECT}/images/{{image}}/original")
def send_image(request: Request, project: str, image: str) -> Response:
    """Send the file of an image as it was uploaded."""
    content, kind = _read(request, project, image)
    return Response(content, headers=HEADERS, media_type=kind)


@ROUTER.get(f"{PROJECT}/images/{{image}}/thumbnail")
def send_thumbnail(request: Request, project: str, image: str) -> Response:
    """Send a small copy of an image, as a JPEG."""
    return _send_small(request, project, image, THUMBNAIL)


@ROUTER.get(f"{PROJECT}/images/{{image}}/resized")
def send_resized_image(request: Request, project: str, image: str) -> Response:
    """Send a copy of an image that is no larger than programs show, as a JPEG."""
    return _send_small(request, project, image, RESIZED)


def _send_small(request: Request, project: str, image: str, side: int) -> Response:
    content, kind = _read(request, project, image)
    small = small_image(content, side, Service.of(request).settings.limits)
    if small is None:  # no more than others can read it
        return Response(content, headers=HEADERS, media_type=kind)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=QUALITY)
    return Response(file.getvalue(), headers=HEADERS, media_type="image/jpeg")


def _read(request: Request, project: str, image: str) -> tuple[bytes, str]:
    found = TrainingProject.of(request, project)
    example = found.examples([uuid_of(image, "image")]).get(uuid_of(image, "image"))
    if example is None:
        raise CustomVisionRefusalError(
            "NotFoundImage", f"there is no image {image!r:.80}", HTTPStatus.NOT_FOUND
        )
    kind = f"image/{str(example.facts.get('format', 'jpeg')).lower()}"
    return found.store.read(example), kind
