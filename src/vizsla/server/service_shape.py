"""The ways in which programs written for another service differ: their keys and their errors.

The routes of such services are in ``compat``; what surrounds every route asks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.types import Scope

    from vizsla.errors import VizslaError

__all__ = ["ServiceShape", "shape_of"]

SHAPE = "vizsla.service_shape"  # the key in the scope of a request


@dataclass(frozen=True, slots=True)
class ServiceShape:
    """The keys and the errors of another service.

    Attributes:
        name: the service's name, such as ``Custom Vision``.
        root: the path below which all its routes are, such as ``/customvision``.
        key_headers: the headers that may hold a key, the usual one first; none where its programs
            send ``Authorization: Bearer`` as ours do, which is always taken.
        error: returns the status and the JSON of an error, from the error and its problem details,
            whose ``instance`` is the path.
        offers: the routes that there are, in words; the end of the error of a route that is not.
        key_parameter: the parameter of the address that may hold a key, where the service has one.

    """

    name: str
    root: str
    key_headers: tuple[str, ...]
    error: Callable[[VizslaError, Mapping[str, Any]], tuple[int, dict[str, Any]]]
    offers: str
    key_parameter: str | None = None

    def has(self, path: str) -> bool:
        """Return whether a path is the service's, in any case of letters."""
        return f"{path.lower()}/".startswith(f"{self.root}/")

    def mark(self, scope: Scope) -> None:
        """Say that a request is for the service."""
        scope[SHAPE] = self

    def key(self, request: Request) -> str:
        """Return the key that a request sends as the service's programs do; empty for none."""
        sent = [request.headers.get(each, "") for each in self.key_headers]
        if self.key_parameter is not None:
            sent.append(request.query_params.get(self.key_parameter, ""))
        return next(filter(None, sent), "")


def shape_of(scope: Scope) -> ServiceShape | None:
    """Return the service that a request is for; None for this server's own routes."""
    found: ServiceShape | None = scope.get(SHAPE)
    return found
