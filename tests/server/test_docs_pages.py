"""The OpenAPI document and the pages: complete, from this server alone, behind any prefix."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import jsonschema
import pytest

import vizsla
from modalities.odd_files import encoded, picture
from server.prefix_proxy import PREFIX, behind_proxy
from server.running_server import TIMEOUT, thread
from vizsla.server import ServerSettings, create_app

pytestmark = pytest.mark.usefixtures("home")
JPEG = encoded(picture(), "JPEG")
TEXT = "Two vets at 7pm next Friday, about $40 each"


def document(**settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = create_app(ServerSettings(**settings)).openapi()
    return found


def schema_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": found["components"]}


@pytest.mark.parametrize("training", [False, True])
def test_the_document_has_every_route_and_no_other(*, training: bool) -> None:
    def listed(routes: Any) -> set[tuple[str, str]]:
        found = set()
        for each in routes:
            inner = getattr(each, "original_router", None)
            if inner is not None:
                found |= listed(inner.routes)
            elif getattr(each, "include_in_schema", False):
                found |= {(each.path, method) for method in each.methods - {"HEAD"}}
        return found

    app = create_app(ServerSettings(training=training))
    paths = app.openapi()["paths"]
    described = {(path, method.upper()) for path, found in paths.items() for method in found}
    assert described == listed(app.routes)


def test_an_upload_is_binary_in_every_body() -> None:
    for operation in ("call", "explain", "embed"):
        post = document()["paths"][f"/v1/functions/{{name}}:{operation}"]["post"]
        content = post["requestBody"]["content"]
        form = content["multipart/form-data"]["schema"]["properties"]
        uploads = [form["file"], form["files"]["items"]]
        uploads += [content[each]["schema"] for each in ("image/*", "application/octet-stream")]
        assert all((each["type"], each["format"]) == ("string", "binary") for each in uploads)


@pytest.mark.parametrize("training", [False, True])
def test_every_reference_of_the_document_leads_somewhere(*, training: bool) -> None:
    found = document(training=training)
    text = json.dumps(found)
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert names == found["components"]["schemas"].keys()
    operations = [each for path in found["paths"].values() for each in path.values()]
    identifiers = [each["operationId"] for each in operations]
    assert len(identifiers) == len(set(identifiers))
    for name in names:
        jsonschema.Draft202012Validator.check_schema(schema_of(found, name))


def test_the_server_answers_as_the_document_says() -> None:
    found = document()
    with thread() as (client, _):
        path = "/v1/functions/classify-image"
        two = {"files": [("files", JPEG), ("files", b"no image")]}
        for name, answer in {
            "CallResult": client.post(f"{path}:call", content=JPEG),
            "CallResults": client.post(f"{path}:call", **two),
            "ExplainResult": client.post(f"{path}:explain", content=JPEG),
            "EmbedResult": client.post(f"{path}:embed", content=JPEG),
            "FunctionList": client.get("/v1/functions"),
            "FunctionDetails": client.get(path),
            "Status": client.get("/readyz"),
            "Problem": client.get("/v1/functions/unknown"),
        }.items():
            jsonschema.validate(answer.json(), schema_of(found, name))
        recognised = client.post("/v1/functions/recognize-text:call", json={"text": TEXT})
        jsonschema.validate(recognised.json(), schema_of(found, "CallResult"))
        assert client.get("/openapi.json").json() == found


def test_keys_are_in_the_document_where_they_are_needed() -> None:
    assert "security" not in document()
    needed = document(needs_keys=True)
    assert needed["security"] == [{"key": []}]
    assert needed["paths"]["/healthz"]["get"]["security"] == []


@pytest.mark.parametrize("strips", [True, False])
def test_documentation_and_calls_work_behind_a_prefix(*, strips: bool) -> None:
    with behind_proxy(strips=strips) as url:
        assert httpx.get(f"{url}openapi.json", timeout=TIMEOUT).json()["servers"] == [
            {"url": PREFIX}
        ]
        answer = httpx.post(f"{url}v1/functions/classify-image:call", content=JPEG, timeout=TIMEOUT)
        assert answer.json() == vizsla.classify_image(JPEG).to_dict()
        for path in ("", "docs/classify-image", "docs/assets/docs.js", "docs/assets/docs.css"):
            page = httpx.get(url + path, timeout=TIMEOUT)
            status = 404 if path.endswith("docs.js") else 200
            assert page.status_code == status
            assert re.findall("https?://", page.text) == []
