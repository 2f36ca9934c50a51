"""LUIS's predictions in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.text_schemas import CERTAINTY
from vizsla.server.compat.luis.luis_prediction_routes import APP_V2, APP_V3
from vizsla.server.compat.schema_parts import SHARE, TRUTH, WHOLE, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["SCHEMAS", "luis_operations"]


_INTENT = object_of({"intent": TEXT, "score": SHARE})
_EXTERNAL_ENTITY = object_of(
    {"entityName": TEXT, "startIndex": WHOLE, "entityLength": WHOLE}, resolution={}, score=SHARE
)
_REQUEST_LIST = object_of({"canonicalForm": TEXT}, name=TEXT, synonyms=list_of(TEXT))
_DYNAMIC_LIST = object_of({"listEntityName": TEXT, "requestLists": list_of(_REQUEST_LIST)})
_PREDICTION = object_of(
    {
        "topIntent": TEXT,
        "intents": {"type": "object", "additionalProperties": object_of({"score": SHARE})},
        "entities": {"type": "object"},
        **CERTAINTY,
    }
)
_ENTITY_V2 = object_of(
    {"entity": TEXT, "type": TEXT, "startIndex": WHOLE, "endIndex": WHOLE},
    score=SHARE,
    resolution={"type": "object"},
    role=TEXT,
)
SCHEMAS: Mapping[str, Any] = {
    "LuisQuery": object_of(
        {"query": TEXT},
        options=object_of({}, datetimeReference=TEXT, preferExternalEntities=TRUTH),
        externalEntities=list_of(_EXTERNAL_ENTITY),
        dynamicLists=list_of(_DYNAMIC_LIST),
    ),
    "LuisPrediction": object_of({"query": TEXT, "prediction": _PREDICTION}),
    "LuisPredictionV2": object_of(
        {
            "query": TEXT,
            "topScoringIntent": _INTENT,
            "entities": list_of(_ENTITY_V2),
            **CERTAINTY,
        },
        intents=list_of(_INTENT),
        compositeEntities=list_of({"type": "object"}),
    ),
}


def _parameter(name: str, place: str, schema: dict[str, Any], about: str = "") -> dict[str, Any]:
    found = {"name": name, "in": place, "required": place == "path", "schema": schema}
    return found | ({"description": about} if about else {})


_APP = _parameter("app", "path", TEXT, "The function's name, or the app's id.")
_OFFSET = _parameter(
    "timezoneOffset", "query", {"type": "number"}, "Minutes that dates are off UTC."
)
_VERBOSE = _parameter("verbose", "query", TRUTH)
_IGNORED = _parameter("log", "query", TRUTH, "Queries are not kept in either case.")
_QUERY = {**_parameter("query", "query", TEXT, "The text."), "required": True}
_ALL = _parameter("show-all-intents", "query", TRUTH)
_V3 = [_APP, _VERBOSE, _ALL, _OFFSET, _IGNORED]
_STAGING = _parameter("staging", "query", TRUTH)
_V2 = [_APP, _VERBOSE, _STAGING, _OFFSET, _IGNORED]


def luis_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of predictions, by path and method."""
    by = {
        "slot": (f"{APP_V3}/slots/{{slot}}/predict", "production, or staging."),
        "version": (f"{APP_V3}/versions/{{version}}/predict", "A version's number or name."),
    }
    found = {}
    for name, (path, about) in by.items():
        parameters = [*_V3, _parameter(name, "path", TEXT, about)]
        title = f"By{name.title()}"
        found[path] = {
            "get": _operation(f"luisRead{title}", "LuisPrediction", [*parameters, _QUERY]),
            "post": _operation(
                f"luisPredict{title}", "LuisPrediction", parameters, ref("LuisQuery")
            ),
        }
    text = {**_parameter("q", "query", TEXT, "The text.")}
    found[APP_V2] = {
        "get": _operation("luisReadV2", "LuisPredictionV2", [*_V2, {**text, "required": True}]),
        "post": _operation("luisPredictV2", "LuisPredictionV2", _V2, TEXT),
    }
    return found


def _operation(
    name: str,
    answer: str,
    parameters: list[dict[str, Any]],
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    content = {} if body is None else {"requestBody": _body(body)}
    return {
        "operationId": name,
        "summary": "Predict the intent and the entities of a text for programs of LUIS.",
        "parameters": parameters,
        **content,
        "responses": {"200": {"description": "The result.", "content": json_content(ref(answer))}},
    }


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": json_content(schema)}
