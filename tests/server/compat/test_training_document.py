"""The OpenAPI document of a server that trains says what its programs send and get."""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING, Any

import pytest

from server.document_check import DocumentCheck
from server.running_server import TIMEOUT, thread
from travel_app import TRAVEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

VISION, LUIS = "/customvision/v3.3/training", "/luis/authoring/v3.0"


@pytest.fixture
def http(home: Path) -> Iterator[httpx.Client]:
    del home
    with thread(training=True) as (client, _):
        yield client


def wait(read: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + TIMEOUT
    while not done(found := read()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def operations(check: DocumentCheck, root: str) -> set[str]:
    return {
        each["operationId"]
        for path, methods in check.document["paths"].items()
        if path.startswith(root)
        for each in methods.values()
    }


def test_each_answer_to_a_program_of_custom_vision_is_as_the_document_says(
    http: httpx.Client, textures: Path
) -> None:
    check = DocumentCheck(http)
    named = {"name": "walls", "classificationType": "Multiclass"}
    domains = http.get(f"{VISION}/domains").json()
    http.get(f"{VISION}/domains/{domains[0]['id']}")
    project = http.post(f"{VISION}/projects", params=named).json()
    assert http.get(f"{VISION}/projects").json() == [project]
    root = f"{VISION}/projects/{project['id']}"
    http.get(root)
    http.patch(root, json={"settings": {"domainId": domains[-1]["id"]}})
    changed = http.patch(root, json={"description": "of a house"}).json()
    assert changed["settings"]["domainId"] == domains[-1]["id"]
    for name in ("brick", "grass"):
        tag = http.post(f"{root}/tags", params={"name": name}).json()["id"]
        files = sorted((textures / name).iterdir())[:6]
        form = [("images", (each.name, each.read_bytes())) for each in files]
        http.post(f"{root}/images?tagIds={tag}", files=form).raise_for_status()
    http.get(f"{root}/tags")
    http.get(f"{root}/tags/{tag}")
    http.patch(f"{root}/tags/{tag}", json={"description": "green"})
    again = {"contents": base64.b64encode(files[0].read_bytes()).decode()}
    sent = {"images": [again, {"name": "no image", "contents": "-"}]}
    assert http.post(f"{root}/images/files", json=sent).status_code == 207
    assert http.post(f"{root}/images/urls", json={"images": [{"url": "x"}]}).status_code == 207
    for kind in ("", "/tagged", "/untagged"):
        http.get(f"{root}/images{kind}")
        http.get(f"{root}/images{kind}/count")
    image = http.get(f"{root}/images/tagged?take=1").json()[0]
    for name in ("originalImageUri", "thumbnailUri", "resizedImageUri"):
        http.get(image[name]).raise_for_status()
    ids = {"imageIds": image["id"]}
    http.get(f"{root}/images/id", params=ids)
    http.post(f"{root}/images/metadata", params=ids, json={"room": "kitchen"})
    own = image["tags"][0]["tagId"]
    http.delete(f"{root}/images/tags", params={**ids, "tagIds": own})
    http.post(f"{root}/images/tags", json={"tags": [{"imageId": image["id"], "tagId": own}]})
    iteration = http.post(f"{root}/train").json()
    of = f"{root}/iterations/{iteration['id']}"
    wait(lambda: http.get(of).json(), lambda found: found["status"] != "Training")
    http.patch(of, json={"name": "first"})
    http.get(f"{root}/iterations")
    for name in ("performance", "performance/images", "performance/images/count"):
        http.get(f"{of}/{name}").raise_for_status()
    export = http.post(f"{of}/export?platform=Vizsla").json()
    assert http.get(f"{of}/export").json() == [export]
    http.get(export["downloadUri"]).raise_for_status()
    http.post(f"{root}/quicktest/image", content=files[0].read_bytes()).raise_for_status()
    http.post(f"{root}/quicktest/url", json={"url": "https://example.org/x"})
    http.post(f"{of}/publish?publishName=walls").raise_for_status()
    assert http.delete(root).status_code == 400
    for path in (f"{of}/publish", of, f"{root}/tags/{tag}", f"{root}/images?allImages=true", root):
        http.delete(path).raise_for_status()
    missing = operations(check, "/customvision/{version}/training") - check.answered
    assert missing == {"customVisionTestUrl"}  # this server fetches none


def test_each_answer_to_a_program_of_luis_is_as_the_document_says(http: httpx.Client) -> None:
    check = DocumentCheck(http)
    http.get(f"{LUIS}/apps/cultures")
    empty = http.post(f"{LUIS}/apps", json={"name": "empty", "culture": "en-us"}).json()
    http.delete(f"{LUIS}/apps/{empty}").raise_for_status()
    app = http.post(f"{LUIS}/apps/import?appName=travel", json=TRAVEL).json()
    root = f"{LUIS}/apps/{app}"
    http.put(root, json={"description": "of journeys"})
    assert http.get(f"{LUIS}/apps").json() == [http.get(root).json()]
    for name in ("settings", "publishsettings"):
        http.get(f"{root}/{name}")
        http.put(f"{root}/{name}", json={})
    (version,) = http.get(f"{root}/versions").json()
    of = f"{root}/versions/{version['version']}"
    exported = http.get(f"{of}/export").json()
    http.post(f"{root}/versions/import?versionId=0.2", json=exported).raise_for_status()
    http.post(f"{root}/versions/0.2/clone", json={"version": "0.3"}).raise_for_status()
    http.put(f"{root}/versions/0.3", json={"version": "0.4"}).raise_for_status()
    http.delete(f"{root}/versions/0.4").raise_for_status()
    http.post(f"{of}/train").raise_for_status()
    ended = {"Success", "Fail"}
    models = wait(
        lambda: http.get(f"{of}/train").json(),
        lambda found: all(each["details"]["status"] in ended for each in found),
    )
    assert {each["details"]["status"] for each in models} == {"Success"}
    http.get(of)
    published = {"versionId": version["version"], "isStaging": False}
    http.post(f"{root}/publish", json=published).raise_for_status()
    assert operations(check, f"{LUIS}/") == check.answered


def test_the_document_names_the_parameters_that_a_route_takes(http: httpx.Client) -> None:
    http.post(f"{VISION}/projects?name=walls").raise_for_status()
    compared = 0
    for path, methods in http.get("/openapi.json").json()["paths"].items():
        if not path.startswith("/customvision/{version}/training"):
            continue
        for method, operation in methods.items():
            address = re.sub(r"\{[^}]*\}", "walls", path)
            refused = http.request(method, f"{address}?colour=red")
            if "there is no parameter" not in refused.text:
                continue
            known = refused.json()["message"].partition("the parameters are: ")[2]
            named = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
            assert (path, method, sorted(named) or ["none"]) == (
                path,
                method,
                sorted(known.split(", ")),
            )
            compared += 1
    assert compared > 30


def test_another_method_of_luis_is_refused_with_those_that_there_are(http: httpx.Client) -> None:
    refused = http.put(f"{LUIS}/apps")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
    assert "takes no PUT" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"description": {}}),
        ("PATCH", "", {"settings": {"classificationType": "Other"}}),
        ("PATCH", "", {"settings": 1}),
        ("POST", "/images/files", {"images": [{"name": {}, "contents": ""}]}),
        ("POST", "/images/files", {"images": [{"name": "a.png"}]}),
        ("POST", "/images/files", {"images": [], "metadata": False}),
        ("GET", "/images/tagged?taggingStatus=Untagged", {}),
    ],
)
def test_what_the_document_does_not_allow_is_refused(
    http: httpx.Client, method: str, path: str, body: dict[str, Any]
) -> None:
    http.post(f"{VISION}/projects?name=walls").raise_for_status()
    assert http.request(method, f"{VISION}/projects/walls{path}", json=body).status_code == 400


def test_a_setting_of_an_app_that_is_neither_true_nor_false_is_refused(http: httpx.Client) -> None:
    http.post(f"{LUIS}/apps", json={"name": "travel", "culture": "en-us"}).raise_for_status()
    for off in (False, None):
        http.put(f"{LUIS}/apps/travel/settings", json={"public": off}).raise_for_status()
    for found in (0, "", {}, True):
        refused = http.put(f"{LUIS}/apps/travel/settings", json={"public": found})
        assert refused.status_code == 400
