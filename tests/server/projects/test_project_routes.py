"""Projects over HTTP: listed, made, shown, deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from server.running_server import TIMEOUT, process, thread
from travel_app import TRAVEL
from vizsla.project.project import Project
from vizsla.server import ServerSettings, create_app

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_is_made_shown_listed_and_deleted(client: httpx.Client) -> None:
    made = client.post("/v1/projects", json={"name": "walls"})
    assert made.status_code == 201
    shown = client.get("/v1/projects/walls").json()
    assert shown == made.json()
    assert (shown["kind"], shown["multi_label"]) == ("image-classification", False)
    assert shown["next"]["action"] == "add"
    (listed,) = client.get("/v1/projects").json()["projects"]
    assert (listed["name"], listed["examples"], listed["live_version"]) == ("walls", 0, None)
    assert client.delete("/v1/projects/walls").status_code == 204
    assert client.get("/v1/projects").json() == {"projects": []}
    assert client.get("/v1/projects/walls").json()["code"] == "not-found"


def test_a_project_says_how_many_examples_each_label_and_part_has(
    client: httpx.Client, textures: Path
) -> None:
    with Project.open("walls") as project:
        project.add(textures)
        project.label(1, "grass", positive=False)
        project.train()
    found = client.get("/v1/projects/walls").json()
    assert found["labels"][:2] == [
        {"name": "brick", "count": 12, "not_count": 0},
        {"name": "grass", "count": 12, "not_count": 1},
    ]
    assert found["counts"]["labelled"] == found["labelled"] == 36
    assert found["parts"]["train"] + found["parts"]["test"] == 36
    assert found["last_run"]["number"] == 1
    assert found["next"] == {"action": "test", "text": "Test run 1.", "count": 0}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "name: Field required"),
        ({"name": "a b"}, "a b"),
        ({"name": "walls", "colour": 1}, "colour"),
        ({"name": "walls", "multi_label": "yes"}, "multi_label"),
        ({"name": "walls", "kind": "unheard-of"}, "unheard-of"),
        ({"name": "dog-breeds"}, "choose another name"),
        ([], "the body"),
    ],
)
def test_a_project_that_can_not_be_made_is_refused_with_the_reason(
    client: httpx.Client, body: object, words: str
) -> None:
    refused = client.post("/v1/projects", json=body)
    assert refused.status_code == 400
    assert words in refused.json()["detail"]
    assert client.get("/v1/projects").json() == {"projects": []}


def test_a_name_that_is_taken_is_refused_in_any_case_of_letters(client: httpx.Client) -> None:
    client.post("/v1/projects", json={"name": "walls"})
    assert client.post("/v1/projects", json={"name": "Walls"}).status_code == 400


def test_an_unknown_parameter_is_refused(client: httpx.Client) -> None:
    assert "'page'" in client.get("/v1/projects?page=2").json()["detail"]


def test_without_the_setting_there_are_no_routes_of_projects(home: Path) -> None:
    with thread(studio=False) as (http, _):
        assert http.get("/v1/projects").status_code == 404
    del home
    assert not any("/projects" in each for each in create_app().openapi()["paths"])


def test_a_key_must_be_one_that_may_train_and_for_the_project(home: Path) -> None:
    from vizsla.workspace import Workspace

    with Workspace.open(home) as workspace:
        for name in ("walls", "trees"):
            workspace.create(name)
        keys = {
            "caller": workspace.keys.new("caller"),
            "one": workspace.keys.new("one", functions=["trees"], may_train=True),
        }
    with process(home, studio=True, needs_keys=True) as running:
        answers = {
            name: httpx.get(
                f"{running.url}/v1/projects",
                headers={"Authorization": f"Bearer {secret}"},
                timeout=TIMEOUT,
            )
            for name, secret in {**keys, "wrong": "vz_no"}.items()
        }
        of_other = httpx.get(
            f"{running.url}/v1/projects/walls",
            headers={"Authorization": f"Bearer {keys['one']}"},
            timeout=TIMEOUT,
        )
    assert {name: each.status_code for name, each in answers.items()} == {
        "caller": 403,
        "one": 200,
        "wrong": 401,
    }
    assert [each["name"] for each in answers["one"].json()["projects"]] == ["trees"]
    assert of_other.status_code == 403


def test_another_website_can_not_show_what_a_project_has(client: httpx.Client) -> None:
    # A browser asks for an image without naming the website in the header Origin.
    assert client.get("/v1/projects", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/v1/projects", headers={"Sec-Fetch-Site": "same-origin"}).is_success


def test_a_server_of_some_functions_has_their_projects_alone(home: Path) -> None:
    for name in ("walls", "textures"):
        Project.open(name).close()
    del home
    with thread(studio=True, functions=("textures",)) as (http, _):
        assert [each["name"] for each in http.get("/v1/projects").json()["projects"]] == [
            "textures"
        ]
        assert http.get("/v1/projects/walls").status_code == 404
        assert http.post("/v1/projects", json={"name": "trees"}).status_code == 403


def test_the_document_has_every_route_of_projects_with_the_type_of_its_answer(home: Path) -> None:
    del home
    document = create_app(ServerSettings(studio=True)).openapi()
    names = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/v1/projects"):
                names.add(operation["operationId"])
                done = next(each for each in operation["responses"] if each.startswith("2"))
                content = operation["responses"][done].get("content")
                assert content or done == "204", (method, path)
                assert all(each["schema"] for each in (content or {}).values()), (method, path)
    assert {"listProjects", "createProject", "showProject", "deleteProject"} <= names


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/projects", {"name": "walls"}),
        ("/customvision/v3.3/training/projects?name=walls", None),
        ("/luis/api/v2.0/apps", {"name": "walls", "culture": "en-us"}),
        ("/luis/api/v2.0/apps/import", {**TRAVEL, "name": "walls"}),
    ],
)
def test_of_several_that_make_a_project_at_the_same_time_one_does(
    home: Path, path: str, body: dict[str, Any] | None
) -> None:
    del home
    with thread(studio=True, training=True) as (http, _), ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(http.post, path, json=body) for _ in range(8)]
        statuses = [each.result().status_code for each in answers]
        assert sorted(statuses)[1:] == [400] * 7
        assert [each["name"] for each in http.get("/v1/projects").json()["projects"]] == ["walls"]


def test_nothing_is_left_of_an_app_that_can_not_be_read(home: Path) -> None:
    del home
    with thread(studio=True, training=True) as (http, _):
        bad = {**TRAVEL, "name": "walls", "utterances": "none"}
        assert http.post("/luis/api/v2.0/apps/import", json=bad).status_code == 400
        assert http.get("/v1/projects").json() == {"projects": []}
