"""The OpenAPI document of a server, https://spec.openapis.org/oas/v3.1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla import __version__
from vizsla.server.call_parameters import PARAMETERS
from vizsla.server.function_operations import OPERATIONS
from vizsla.server.keep_answers import ANSWER_ID
from vizsla.server.openapi_schemas import TEXT, ref, schemas
from vizsla.server.problems import PROBLEM

if TYPE_CHECKING:
    from vizsla.server.function_operations import Operation
    from vizsla.server.server_settings import ServerSettings

__all__ = ["input_bodies", "openapi_document"]

JSON = "application/json"
BINARY = {"type": "string", "format": "binary"}
ERRORS = {
    "400": "The request or an option of it is wrong.",
    "401": "There is no valid key.",
    "403": "The key, or the website, may not do that.",
    "404": "There is no such function.",
    "409": "A person has looked at the example already.",
    "408": "The body came too slowly.",
    "413": "The request or the input is too large.",
    "415": "The input is in no format that is read.",
    "422": "The input can't be used.",
    "429": "The key has made too many calls; see Retry-After.",
    "500": "The server failed.",
    "503": "The server has too much to do; see Retry-After.",
}


def openapi_document(settings: ServerSettings) -> dict[str, Any]:
    """Return the document.

    Args:
        settings: the server's settings.

    """
    paths: dict[str, Any] = {
        f"/v1/functions/{{name}}:{each.name}": {"post": _operation(each, settings)}
        for each in OPERATIONS.values()
    }
    paths |= {
        "/v1/functions/{name}:feedback": {"post": _feedback()},
        "/v1/functions": {"get": _read("listFunctions", "List the functions.", "FunctionList")},
        "/v1/functions/{name}": {
            "get": _read(
                "showFunction", "Show a function's manifest and card.", "FunctionDetails", _NAME
            )
        },
        "/v1/functions/{name}/bundle/{file}": {"get": _file()},
        "/healthz": {
            "get": _read("isAlive", "Say that the process lives.", "Status", of_server=True)
        },
        "/readyz": {
            "get": _read("isReady", "Say whether to send requests here.", "Status", of_server=True)
        },
        "/metrics": {
            "get": {
                "operationId": "showMetrics",
                "summary": "Return the counters in Prometheus' text format.",
                "responses": _responses({"text/plain": {"schema": TEXT}}, ("401", "403")),
            }
        },
    }
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Vizsla",
            "summary": "AI is a function call: it returns an answer and a score.",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }
    if settings.needs_keys:
        document["security"] = [{"key": []}]
    return document


_NAME = {
    "name": "name",
    "in": "path",
    "required": True,
    "description": "A function: `trees` (the live version), or `trees@2`.",
    "schema": TEXT,
    "example": "describe-image",
}


def _operation(operation: Operation, settings: ServerSettings) -> dict[str, Any]:
    names = {"call": PARAMETERS.keys() - {"label"}, "explain": {"label", "columns"}}
    taken = names.get(operation.name, set())
    parameters = [_NAME, *(_parameter(name) for name in PARAMETERS if name in taken)]
    one, many = f"{operation.name.title()}Result", f"{operation.name.title()}Results"
    results = {JSON: {"schema": {"oneOf": [ref(one), ref(many)]}}}
    found = _responses(results, tuple(each for each in ERRORS if each != "409"))
    found["200"]["headers"] = {
        "Vizsla-Function": {"description": "The version that answered.", "schema": TEXT}
    }
    if operation.name == "call":
        found["200"]["headers"][ANSWER_ID] = {
            "description": "The id for feedback, where the function's project allows it.",
            "schema": TEXT,
        }
    return {
        "operationId": f"{operation.name}Function",
        "summary": operation.summary,
        "parameters": parameters,
        "requestBody": {"required": True, "content": input_bodies(settings.most_inputs)},
        "responses": found,
    }


def _feedback() -> dict[str, Any]:
    errors = tuple(each for each in ERRORS if each != "422")
    found = _responses({JSON: {"schema": ref("FeedbackResult")}}, errors)
    found["202"] = found.pop("200") | {"description": "It waits for a person to look at it."}
    return {
        "operationId": "giveFeedback",
        "summary": "Say what the right answer was; a person decides what is learnt from it.",
        "parameters": [_NAME],
        "requestBody": {"required": True, "content": {JSON: {"schema": ref("Feedback")}}},
        "responses": found,
    }


def _parameter(name: str) -> dict[str, Any]:
    found = PARAMETERS[name]
    return {
        "name": name,
        "in": "query",
        "description": found.description,
        "schema": dict(found.schema),
    }


def input_bodies(most: int) -> dict[str, Any]:
    """Return the bodies that hold inputs, by their types.

    Args:
        most: the most inputs.

    """
    form = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": BINARY,  # whatever the field is called
        "properties": {
            "file": {**BINARY, "description": "One input."},
            "files": {
                "type": "array",
                "items": BINARY,
                "minItems": 1,
                "maxItems": most,
                "description": "Several inputs: the answer is a list.",
            },
            "url": {**TEXT, "description": "The URL of one input, where the server fetches URLs."},
        },
    }
    return {
        "multipart/form-data": {"schema": form},
        "image/*": {"schema": BINARY},
        "audio/*": {"schema": BINARY},
        "application/octet-stream": {"schema": BINARY},
        "text/plain": {"schema": TEXT},
        JSON: {"schema": {"oneOf": [ref("Input"), ref("Inputs")]}},
    }


def _read(
    identifier: str, summary: str, schema: str, *parameters: dict[str, Any], of_server: bool = False
) -> dict[str, Any]:
    errors = () if of_server else ("401", "403", "404", "500")
    found: dict[str, Any] = {
        "operationId": identifier,
        "summary": summary,
        "responses": _responses({JSON: {"schema": ref(schema)}}, errors),
    }
    if parameters:
        found["parameters"] = list(parameters)
    if of_server:
        found["security"] = []
        if identifier == "isReady":
            found["responses"]["503"] = {
                "description": "It is loading, or ending.",
                "content": {JSON: {"schema": ref(schema)}},
            }
    return found


def _file() -> dict[str, Any]:
    file = {
        "name": "file",
        "in": "path",
        "required": True,
        "schema": TEXT,
        "example": "function.json",
    }
    found = _responses(
        {"application/octet-stream": {"schema": BINARY}, JSON: {"schema": {"type": "object"}}},
        ("401", "403", "404", "500"),
    )
    found["304"] = {"description": "The client has the file already."}
    return {
        "operationId": "sendFile",
        "summary": "Send a file of a function's bundle, for the runtime in browsers and Node.",
        "parameters": [_NAME, file],
        "responses": found,
    }


def _responses(content: dict[str, Any], errors: tuple[str, ...]) -> dict[str, Any]:
    problem = {PROBLEM: {"schema": ref("Problem")}}
    return {
        "200": {"description": "The result.", "content": content},
        **{each: {"description": ERRORS[each], "content": problem} for each in errors},
    }
