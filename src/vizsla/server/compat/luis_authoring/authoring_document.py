"""LUIS's authoring in the OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vizsla.server.compat.luis_authoring.authoring_parameters import MOST, USUAL
from vizsla.server.compat.luis_authoring.authoring_router import AUTHORING
from vizsla.server.compat.luis_authoring.authoring_routers import ROUTERS
from vizsla.server.compat.luis_authoring.authoring_schemas import DESCRIPTION, LINE, OFF
from vizsla.server.compat.luis_authoring.luis_app_routes import PUBLISH_SETTINGS
from vizsla.server.compat.route_document import Described, route_operations
from vizsla.server.compat.schema_parts import TRUTH, UUID, WHOLE, list_of, maybe, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["authoring_operations"]

PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "app": {
        "schema": TEXT,
        "description": "The app's id, or its function's name.",
        "example": "my-app",
    },
    "version": {"schema": TEXT, "description": "The version's id.", "example": "0.1"},
    "skip": {
        "schema": {**WHOLE, "maximum": 999_999_999, "default": 0},
        "description": "How many to leave out.",
    },
    "take": {
        "schema": {**WHOLE, "maximum": MOST, "default": USUAL},
        "description": "The most of them.",
    },
    "appName": {"schema": LINE, "description": "The app's name, if not that in the body."},
    "versionId": {"schema": LINE, "description": "The version's id, if not that in the body."},
    "format": {"schema": {"enum": ["json"]}, "description": "There is no other here."},
}
DONE, APP, VERSION = (ref(f"Luis{each}") for each in ("Done", "AuthoredApp", "Version"))
PAGE = ("skip", "take")
CONTENT = json_content(ref("LuisAppContent"))
OF_VERSION = json_content(object_of({"version": LINE}))


def _body(required: Mapping[str, Any], **optional: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    return json_content(object_of(required, **optional))


ROUTES: Mapping[str, Described] = {
    "list_apps": Described.of(list_of(APP), query=PAGE),
    "add_app": Described.of(
        UUID,
        statuses=("201",),
        body=_body(
            {"name": LINE, "culture": LINE},
            initialVersionId=maybe(LINE),
            description=DESCRIPTION,
        ),
    ),
    "import_app": Described.of(UUID, statuses=("201",), query=("appName",), body=CONTENT),
    "list_cultures": Described.of(list_of(ref("LuisCulture"))),
    "show_app": Described.of(APP),
    "update_app": Described.of(DONE, body=_body({}, name=maybe(LINE), description=DESCRIPTION)),
    "delete_app": Described.of(DONE),
    "show_settings": Described.of(ref("LuisSettings")),
    "update_settings": Described.of(DONE, body=_body({}, public=OFF)),
    "show_publish_settings": Described.of(ref("LuisPublishSettings")),
    "update_publish_settings": Described.of(
        DONE, body=_body({}, **dict.fromkeys(PUBLISH_SETTINGS, OFF))
    ),
    "list_versions": Described.of(list_of(VERSION), query=PAGE),
    "import_version": Described.of(TEXT, statuses=("201",), query=("versionId",), body=CONTENT),
    "show_version": Described.of(VERSION),
    "rename_version": Described.of(DONE, body=OF_VERSION),
    "delete_version": Described.of(DONE),
    "export_version": Described.of(ref("LuisAppContent"), query=("format",)),
    "clone_version": Described.of(TEXT, statuses=("201",), body=OF_VERSION),
    "train_version": Described.of(ref("LuisTrainingStatus"), statuses=("202",)),
    "show_training": Described.of(list_of(ref("LuisModelTraining"))),
    "publish_version": Described.of(
        ref("LuisPublished"),
        statuses=("201",),
        body=_body({}, versionId=maybe(LINE), isStaging=maybe(TRUTH)),
    ),
}


def authoring_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of authoring, by path and method."""
    return route_operations(ROUTERS, ROUTES, PARAMETERS, _prefix)


def _prefix(path: str) -> str:
    """Return what begins the ids of operations below a root: luisAuthoringV30 for v3.0."""
    root = next(each for each in AUTHORING if path.startswith(f"{each}/"))
    words = re.findall(r"\w+", root.replace(".", "").title())
    return "l" + "".join(words).removeprefix("L")
