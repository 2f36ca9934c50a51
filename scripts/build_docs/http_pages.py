"""The pages of the HTTP API, made of the server's OpenAPI document."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any

from http_types import SCHEMAS, schema_sections, type_of
from markdown import escaped, table

from vizsla.server import ServerSettings, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEADS = {
    "http": """# HTTP: functions

`vizsla serve` answers these requests; [Answer over HTTP](../how-to/server.md) shows how they are
sent. A server describes its own routes at `/openapi.json`. An error is a problem document
(`application/problem+json`) with [a code](errors.md). The [types](http-types.md) have a page of
their own.
""",
    "http-projects": """# HTTP: projects

Programs add examples, label, train, test and publish by these requests, where the server was
started with `--training`. `vizsla studio` is made of them.
""",
    "http-people": """# HTTP: people

Who may use the studio of a team, and who did what: the routes of `vizsla studio --team`.
""",
    "http-services": """# HTTP: shapes of other services

Programs that were written for these services get their answers here when their endpoint is changed.
""",
}
_TAGS = {"Projects": "http-projects", "People": "http-people", None: "http"}


def http_pages(reference: Path) -> None:
    """Write the pages."""
    document = _document()
    parts = {name: [head] for name, head in _HEADS.items()}
    shown: dict[str, str | None] = {}
    for path, method, operation in _operations(document):
        tag = next(iter(operation.get("tags", ())), None)
        page = _TAGS.get(tag, "http-services")
        if page == "http-services" and shown.get(page) != tag:
            parts[page].append(f"## {tag}\n")
            shown[page] = tag
        level = "###" if page == "http-services" else "##"
        parts[page].append(_section(level, path, method, operation))
    for name, texts in parts.items():
        (reference / f"{name}.md").write_text("\n".join(texts), encoding="utf-8")
    types = schema_sections(document["components"]["schemas"])
    (reference / SCHEMAS).write_text(types, encoding="utf-8")


def _document() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["VIZSLA_HOME"] = home  # the user's own workspace is left alone
        return create_app(ServerSettings(studio=True)).openapi()


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _section(level: str, path: str, method: str, operation: Mapping[str, Any]) -> str:
    parts = [f"{level} `{method.upper()} {path}`\n"]
    said = operation.get("description") or operation.get("summary") or ""
    if said:
        parts.append(f"{escaped(said)}\n")
    parameters = [_parameter(each) for each in operation.get("parameters", ())]
    if parameters:
        parts.append(table(("parameter", "in", "type", "meaning"), parameters))
    body = operation.get("requestBody", {}).get("content", {})
    if body:
        rows = [(f"`{kind}`", type_of(each.get("schema", {}))) for kind, each in body.items()]
        parts.append(table(("body", "type"), rows))
    answers = [_answer(status, each) for status, each in sorted(operation["responses"].items())]
    parts.append(table(("answer", "type", "meaning"), answers))
    return "\n".join(parts)


def _parameter(parameter: Mapping[str, Any]) -> tuple[str, str, str, str]:
    schema = parameter.get("schema", {})
    said = escaped(parameter.get("description") or schema.get("description") or "")
    needed = "" if parameter.get("required") else ", optional"
    return f"`{parameter['name']}`", parameter["in"], type_of(schema) + needed, said


def _answer(status: str, answer: Mapping[str, Any]) -> tuple[str, str, str]:
    types = {
        kind: type_of(each.get("schema", {})) for kind, each in answer.get("content", {}).items()
    }
    shown = ", ".join(
        each if kind.endswith("json") else f"`{kind}`" for kind, each in types.items()
    )
    return status, shown, escaped(answer.get("description", ""))
