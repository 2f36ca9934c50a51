"""Puts the parts of a server together to an ASGI application."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from vizsla import __version__
from vizsla.errors import RequestError, VizslaError
from vizsla.server import (
    call_routes,
    docs_routes,
    feedback_routes,
    function_routes,
    health_routes,
)
from vizsla.server.access_check import AccessCheck
from vizsla.server.compat.registry import SERVICES, services_for
from vizsla.server.compat.service_paths import ServicePaths
from vizsla.server.compat.services_document import add_services
from vizsla.server.error_responses import error_response, request_id
from vizsla.server.keep_answers import ANSWER_ID
from vizsla.server.openapi_document import openapi_document
from vizsla.server.path_prefix import PathPrefix, check_prefix
from vizsla.server.people.audit_trail import AuditTrail
from vizsla.server.people.registry import add_people_routes
from vizsla.server.problems import is_logged
from vizsla.server.projects.registry import add_project_routes
from vizsla.server.request_body import ClientLeftError
from vizsla.server.request_log import CLIENT_LEFT, RequestLog, log_fault
from vizsla.server.server_settings import ServerSettings
from vizsla.server.service import Service
from vizsla.server.service_shape import shape_of
from vizsla.server.studio import device_runtime_routes
from vizsla.server.studio.studio_page_routes import studio_router

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence

    from fastapi import APIRouter
    from starlette.requests import Request

    from vizsla.server.compat.base import CompatService

__all__ = ["create_app"]

NO_METHOD = 405
_PLACES = re.compile(r"\{[^}]*\}")  # the variable parts of a path
OWN_HEADERS = ("Authorization", "Content-Type", "X-Request-ID")
WORDS = {404: "there is nothing at {path!r:.120}", 405: "{path!r:.120} takes no {method}"}


def create_app(settings: ServerSettings | None = None) -> FastAPI:
    """Make the application of a server, for ``vizsla serve`` or any ASGI server.

    Args:
        settings: the settings; by default all functions, on this computer alone.

    Raises:
        OptionError: the prefix of the addresses begins as the server's own addresses do.
        WorkspaceError: keys are needed, and the database that has them can't be used.

    """
    chosen = settings or ServerSettings()
    service = Service.start(chosen)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = FastAPI(
        title="Vizsla",
        summary="AI is a function call: it returns an answer and a score.",
        version=__version__,
        docs_url=None,  # FastAPI's pages load scripts of others
        redoc_url=None,
        redirect_slashes=False,  # many clients repeat no POST elsewhere
        lifespan=lifespan,
        telemetry={"auto_configure": False},  # nothing is sent anywhere
    )
    app.state.service = service
    services = services_for(chosen)
    described: dict[str, Sequence[APIRouter]] = {}
    # As FastAPI's guide has it; made when it is first asked for: it takes a quarter of a start.
    app.openapi = cache(partial(_document, chosen, services, described))  # type: ignore[method-assign]
    app.router.routes.extend(call_routes.ROUTES)
    for routes in (feedback_routes, function_routes, health_routes, docs_routes):
        app.include_router(routes.ROUTER)
    for service_routes in (each for one in services for each in one.routers):
        app.include_router(service_routes)
    if chosen.studio:
        described["Projects"] = add_project_routes(app)
        app.include_router(device_runtime_routes.ROUTER)
        described["People"] = add_people_routes(app)
        app.include_router(studio_router())
    app.add_exception_handler(VizslaError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(ClientLeftError, _answer_nobody)
    if chosen.studio or chosen.training:
        app.add_middleware(AuditTrail)
    if chosen.path_prefix:
        check_prefix(
            chosen.path_prefix,
            ("/openapi.json", *(each.path for each in _routes(app.router.routes))),
        )
        app.add_middleware(PathPrefix, prefix=chosen.path_prefix)
    app.add_middleware(AccessCheck, settings=chosen)
    if chosen.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(chosen.cors_origins),
            allow_methods=sorted(
                {name for each in _routes(app.router.routes) for name in each.methods}
            ),
            allow_headers=[*OWN_HEADERS, *dict.fromkeys(_key_headers())],
            expose_headers=["Retry-After", ANSWER_ID, "Vizsla-Function", "X-Request-ID"],
        )
    app.add_middleware(ServicePaths, services=services, prefix=chosen.path_prefix)
    app.add_middleware(RequestLog, metrics=service.metrics)  # the last is the outermost
    return app


def _document(
    settings: ServerSettings,
    services: Sequence[CompatService],
    described: Mapping[str, Sequence[APIRouter]],
) -> dict[str, Any]:
    """Return the OpenAPI document; ``described`` has the routers of projects by their tag."""
    document = openapi_document(settings)
    add_services(document, services, settings)
    if described:
        from vizsla.server.projects.projects_document import add_projects  # noqa: PLC0415 - slow

        for tag, routers in described.items():
            add_projects(document, routers, tag)
    return document


def _key_headers() -> Iterator[str]:
    for each in SERVICES:
        yield from each.shape.key_headers


def _routes(routes: Iterable[Any]) -> Iterator[Any]:
    """Yield each route, also those of routers that are included."""
    for each in routes:
        included = getattr(each, "original_router", None)
        if included is None:
            yield each
        else:
            yield from _routes(included.routes)


async def _answer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, VizslaError)  # noqa: S101 - it is registered for these alone
    if is_logged(error):
        log_fault(error, request_id(request.scope))
    return error_response(error, request.scope)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    words = WORDS.get(error.status_code, str(error.detail))
    text = words.format(path=request.url.path, method=request.method)
    shape = shape_of(request.scope)
    rest = "/openapi.json lists what there is"
    if shape is not None:
        rest = f"of {shape.name} this server has {shape.offers}"
    found = RequestError(f"{text}; {rest}", error.status_code)
    answer = error_response(found, request.scope)
    answer.headers.update(error.headers or {})
    if error.status_code == NO_METHOD:
        # Starlette names the methods of the first route of the path alone.
        answer.headers["Allow"] = ", ".join(sorted(_methods(request)))
    return answer


def _methods(request: Request) -> set[str]:
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    routes = [each for each in _routes(request.app.router.routes) if each.path_regex.match(path)]
    # Of a path such as trees:call the routes before those of all names, {name}.
    first = _PLACES.sub("{}", routes[0].path)
    alike = [each for each in routes if _PLACES.sub("{}", each.path) == first]
    return {method for each in alike for method in each.methods}


async def _answer_nobody(_request: Request, _error: Exception) -> Response:
    return Response(status_code=CLIENT_LEFT)
