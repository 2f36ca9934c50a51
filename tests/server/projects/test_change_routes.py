"""What changes in a project is told on request, and as it happens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from server.conftest import until
from server.running_server import thread
from vizsla.project.project import Project
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx


def events(response: httpx.Response) -> Iterator[tuple[str, str, Any]]:
    """Yield the events of a response that are about the project, not its people: id, name, data."""
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        name, _, value = line.partition(": ")
        if line and name:
            fields[name] = value
        elif fields:
            if fields["event"] != "people":
                yield fields.get("id", ""), fields["event"], json.loads(fields["data"])
            fields = {}


def test_changes_since_a_revision_are_listed(client: httpx.Client, walls: str) -> None:
    revision = client.get(walls).json()["revision"]
    assert client.get(f"{walls}/changes?since={revision}").json()["examples"] == []
    client.post(f"{walls}/labels:set", json={"examples": [3, 5], "label": "stone"})
    client.post(f"{walls}/labels:remove-examples", json={"examples": [7]})
    found = client.get(f"{walls}/changes?since={revision}").json()
    assert (found["examples"], found["removed"], found["more"]) == ([3, 5], [7], False)
    some = client.get(f"{walls}/changes?limit=10").json()
    assert (len(some["examples"]), some["more"]) == (10, True)


def test_changes_come_as_they_happen_from_any_process_and_go_on_after_a_break(
    home: Path, textures: Path
) -> None:
    del home
    with Project.open("walls") as project:
        project.add(textures / "brick")
    address = "/v1/projects/walls/events"
    with thread(studio=True) as (client, service):
        with client.stream("GET", address) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            told = events(response)
            _, kind, first = next(told)
            assert kind == "revision"
            with Project.open("walls") as project:  # as another server would
                project.label([1, 2], "stone")
            number, kind, data = next(told)
            assert (kind, data["examples"]) == ("changes", [1, 2])
            assert int(number) == data["revision"] > first["revision"]
        until(lambda: service.streams == 0)  # a client that left holds nothing
        with Project.open("walls") as project:
            project.label([3], "stone")
        headers = {"Last-Event-ID": number}
        with client.stream("GET", address, headers=headers) as response:
            told = events(response)
            next(told)
            assert next(told)[2]["examples"] == [3]
            Project.delete("walls")
            assert next(told)[1] == "removed"
        until(lambda: service.streams == 0)


def test_a_job_is_told_of_until_it_has_ended(client: httpx.Client, walls: str) -> None:
    with client.stream("GET", f"{walls}/events") as response:
        told = events(response)
        next(told)
        client.post(f"{walls}/jobs", json={"kind": "train"})
        states = []
        while "done" not in states:
            _, kind, data = next(told)
            states += [data["state"]] if kind == "job" else []
    assert {*states} <= {"waiting", "running", "done"}


def test_a_server_that_ends_ends_its_streams(home: Path) -> None:
    del home
    Project.open("walls").close()
    with (
        thread(studio=True) as (client, service),
        client.stream("GET", "/v1/projects/walls/events") as response,
    ):
        told = events(response)
        next(told)
        service.end()
        assert [*told] == []


def test_a_key_that_was_revoked_watches_no_longer(home: Path) -> None:
    Project.open("walls").close()
    with Workspace.open(home) as workspace:
        secret = workspace.keys.new("desk", may_train=True)
        headers = {"Authorization": f"Bearer {secret}"}
        with (
            thread(studio=True, needs_keys=True) as (client, _),
            client.stream("GET", "/v1/projects/walls/events", headers=headers) as response,
        ):
            told = events(response)
            next(told)
            workspace.keys.revoke("desk")
            assert [*told] == []
