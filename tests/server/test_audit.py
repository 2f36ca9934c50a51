"""The audit log has every change, whoever makes it: a person, a program with a key, a terminal."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from command_line import vizsla as command
from server.running_server import thread
from vizsla.project.project import Project
from vizsla.workspace import Workspace
from vizsla.workspace.name_rules import actor_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

ME = actor_name(None)
VISION = "/customvision/v3.3/training/projects"
LUIS = "/luis/authoring/v3.0-preview/apps"


def written() -> list[tuple[str, str, str | None, dict[str, Any]]]:
    """Return who did what to which project, the oldest first."""
    with Workspace.open() as workspace:
        found = workspace.audit.entries(100)
    return [(each.who, each.act, each.project, each.details) for each in reversed(found)]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose workspace is not made yet."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    return tmp_path


@pytest.fixture
def program(empty: Path) -> Iterator[httpx.Client]:
    """A program written for Azure, with a key that may train."""
    del empty
    with Workspace.open() as workspace:
        secret = workspace.keys.new("robot", may_train=True)
    with thread(training=True, needs_keys=True) as (http, _):
        http.headers.update({"Training-key": secret, "Ocp-Apim-Subscription-Key": secret})
        yield http


def test_keys_that_a_terminal_makes_and_revokes_are_written_down(empty: Path) -> None:
    for words in (["new", "shop"], ["new", "robot", "--train"], ["revoke", "shop"]):
        assert command("keys", *words, folder=empty).code == 0
    assert written() == [
        (ME, "makeKey", None, {"key": "shop"}),
        (ME, "makeKey", None, {"key": "robot", "may_train": True}),
        (ME, "revokeKey", None, {"key": "shop"}),
    ]


def test_versions_that_a_terminal_publishes_are_written_down(empty: Path, textures: Path) -> None:
    with Project.open("walls", who="ann") as project:
        for label in ("brick", "grass"):
            project.add(sorted((textures / label).iterdir())[:6], label=label)
        project.train()
    for words in (["publish", "walls", "--untested"], ["publish", "walls", "--untested"]):
        assert command(*words, folder=empty).code == 0
    assert command("rollback", "walls", folder=empty).code == 0
    vizsla.learn(textures, save="stones")
    with Project.open("walls", who="ann") as project:
        project.remove([1, 2])
    Project.delete("walls", who="ann")
    found = [each for each in written() if each[1] != "labels"]
    assert found == [
        ("ann", "createProject", "walls", {}),
        (ME, "publishRun", "walls", {"version": 1}),
        (ME, "publishRun", "walls", {"version": 2}),
        (ME, "rollBack", "walls", {"version": 1}),
        (ME, "publishRun", "stones", {"version": 1}),
        ("ann", "removeExamples", "walls", {"examples": 2}),
        ("ann", "deleteProject", "walls", {}),
    ]


def test_learning_under_a_name_makes_no_workspace(empty: Path, textures: Path) -> None:
    vizsla.learn(textures, save="stones")
    assert not (empty / "workspace" / "workspace.db").exists()


def test_what_programs_of_custom_vision_change_is_written_down(
    program: httpx.Client, textures: Path
) -> None:
    project = program.post(VISION, params={"name": "walls"}, json={}).json()
    own = f"{VISION}/{project['id']}"
    brick = program.post(f"{own}/tags", params={"name": "brick"}).json()
    contents = base64.b64encode((textures / "brick" / "0.png").read_bytes()).decode()
    image = {"name": "0.png", "contents": contents, "tagIds": [brick["id"]]}
    sent = program.post(f"{own}/images/files", json={"images": [image]}).json()
    number = sent["images"][0]["image"]["id"]
    stone = {"name": "stone", "type": "Regular"}
    assert program.patch(f"{own}/tags/{brick['id']}", json=stone).status_code == 200
    described = {**project, "description": "of a town"}
    assert program.patch(own, json=described).status_code == 200
    assert program.get(f"{own}/tags").status_code == 200
    assert program.delete(f"{own}/images", params={"imageIds": number}).status_code == 204
    assert program.delete(own).status_code == 204
    found = [each for each in written() if each[1] != "labels"][1:]
    assert {(who, name) for who, _, name, _ in found} == {("key robot", "walls")}
    assert [act for _, act, *_ in found] == [
        "createProject",
        "createTag",
        "uploadFiles",
        "updateTag",
        "updateProject",
        "removeExamples",
        "deleteProject",
    ]


def test_what_programs_of_luis_change_is_written_down(program: httpx.Client) -> None:
    made = program.post(LUIS, json={"name": "trips", "culture": "en-us"})
    app = f"{LUIS}/{made.json()}"
    assert program.put(app, json={"name": "trips", "description": "of us"}).status_code == 200
    assert program.post(f"{app}/versions/0.1/clone", json={"version": "0.2"}).status_code == 201
    assert program.delete(f"{app}/versions/0.1").status_code == 200
    assert program.get(f"{app}/versions").status_code == 200
    assert program.delete(app).status_code == 200
    found = written()[1:]
    assert {(who, name) for who, _, name, _ in found} == {("key robot", "trips")}
    assert [act for _, act, *_ in found] == [
        "createProject",
        "updateApp",
        "cloneVersion",
        "deleteVersion",
        "deleteProject",
    ]
