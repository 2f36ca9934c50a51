"""The table of what programs may ask for besides where a server trains."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.server.compat.custom_vision.custom_vision_shape import CUSTOM_VISION
from vizsla.server.compat.custom_vision_training import (
    routers,
    training_document,
    training_schemas,
)
from vizsla.server.compat.luis.luis_shape import LUIS
from vizsla.server.compat.luis_authoring import (
    authoring_document,
    authoring_routers,
    authoring_schemas,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import APIRouter

    from vizsla.server.compat.base import CompatService
    from vizsla.server.server_settings import ServerSettings

__all__ = ["with_training"]


class _Training(NamedTuple):
    routers: tuple[APIRouter, ...]
    operations: Callable[[ServerSettings], Mapping[str, Mapping[str, Any]]]
    schemas: Mapping[str, Any]


TRAINING = {
    CUSTOM_VISION.name: _Training(
        routers.ROUTERS, training_document.training_operations, training_schemas.SCHEMAS
    ),
    LUIS.name: _Training(
        authoring_routers.ROUTERS,
        authoring_document.authoring_operations,
        authoring_schemas.SCHEMAS,
    ),
}


def with_training(service: CompatService) -> CompatService:
    """Return a service with its training, where it has one."""
    found = TRAINING.get(service.shape.name)
    if found is None:
        return service
    return replace(
        service,
        routers=(*service.routers, *found.routers),
        operations=(*service.operations, found.operations),
        schemas={**service.schemas, **found.schemas},
    )
