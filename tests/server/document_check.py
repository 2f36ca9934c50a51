"""Checks that each answer of a server is in its OpenAPI document, field by field."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import jsonschema

if TYPE_CHECKING:
    import httpx

FREE = {"LuisAppContent"}  # an app is what LUIS exports, with more fields than these


class DocumentCheck:
    """Checks the answers that a client gets; its operations are those that were answered well.

    Args:
        client: the client.

    """

    def __init__(self, client: httpx.Client) -> None:
        self.document = client.get("/openapi.json").json()
        self.answered: set[str] = set()
        components = copy.deepcopy(self.document["components"])
        for name, schema in components["schemas"].items():
            if name not in FREE:
                _close(schema)
        self._components = components
        self._paths = [
            (re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)) + "$"), methods)
            for path, methods in self.document["paths"].items()
        ]
        client.event_hooks["response"].append(self._check)

    def _check(self, response: httpx.Response) -> None:
        response.read()
        path, method = response.request.url.path, response.request.method.lower()
        operation = next(
            methods[method]
            for pattern, methods in sorted(self._paths, key=lambda each: each[0].pattern.count("+"))
            if pattern.match(path) and method in methods
        )
        described = operation["responses"][str(response.status_code)]
        if response.is_success:
            self.answered.add(operation["operationId"])
        content = described.get("content", {})
        kind = response.headers.get("content-type", "").partition(";")[0]
        assert not content or kind in content or f"{kind.partition('/')[0]}/*" in content
        if kind == "application/json":
            schema = {**content[kind]["schema"], "components": self._components}
            jsonschema.validate(
                response.json(),
                schema,
                format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
            )


def _close(schema: Any) -> None:
    """Allow no fields but those that are listed."""
    if isinstance(schema, list):
        for each in schema:
            _close(each)
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for each in schema.values():
            _close(each)
