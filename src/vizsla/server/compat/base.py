"""What the server must know of a service whose programs it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fastapi import APIRouter

    from vizsla.server.server_settings import ServerSettings
    from vizsla.server.service_shape import ServiceShape

__all__ = ["CompatService"]


@dataclass(frozen=True, slots=True)
class CompatService:
    """A service whose programs are answered here.

    Attributes:
        shape: its keys and errors.
        routers: its routes; each depends on ``require_key``.
        operations: functions that return operations for the OpenAPI document, by path and method.
            Keys and errors are added to each.
        error_schema: the JSON Schema of its errors; see ``error_schema``.
        schemas: the schemas that the operations refer to, by name.

    """

    shape: ServiceShape
    routers: tuple[APIRouter, ...]
    operations: tuple[Callable[[ServerSettings], Mapping[str, Mapping[str, Any]]], ...]
    error_schema: Mapping[str, Any]
    schemas: Mapping[str, Any] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """Yield the path of each route, such as ``/vision/v3.2/tag``."""
        for router in self.routers:
            for each in router.routes:
                yield each.path  # type: ignore[attr-defined] # all are routes with paths
