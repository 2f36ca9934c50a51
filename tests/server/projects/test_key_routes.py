"""Keys of one function are made, listed and revoked over HTTP, and its use is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.running_server import thread
from vizsla.project.project import Project
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

WALLS = "/v1/projects/walls"


@pytest.fixture
def guarded(home: Path, textures: Path) -> Iterator[httpx.Client]:
    """A client with a key for all, of a server that needs keys, with a published function."""
    del home
    with Project.open("walls") as project:
        project.add(textures)
        project.publish(project.train(), untested=True).close()
    with Workspace.open() as workspace:
        secret = workspace.keys.new("boss", may_train=True)
    with thread(studio=True, needs_keys=True) as (client, _):
        client.headers["Authorization"] = f"Bearer {secret}"
        yield client


def test_a_key_is_made_shown_once_used_counted_and_revoked(
    guarded: httpx.Client, textures: Path
) -> None:
    made = guarded.post(f"{WALLS}/keys", json={"name": "shop", "days": 3, "price": "0.5"})
    assert made.status_code == 201
    secret = made.json()["secret"]
    shop = {"Authorization": f"Bearer {secret}"}
    photo = next(iter(sorted((textures / "brick").iterdir()))).read_bytes()
    for _ in range(2):
        assert guarded.post("/v1/functions/walls:call", content=photo, headers=shop).is_success
    assert guarded.get("/v1/functions/classify-image", headers=shop).status_code == 403
    listed = guarded.get(f"{WALLS}/keys")
    assert secret not in listed.text
    assert secret.split("_")[1] == listed.json()["keys"][0]["id"]
    assert [(each["name"], each["own"]) for each in listed.json()["keys"]] == [
        ("shop", True),
        ("boss", False),
    ]
    usage = guarded.get(f"{WALLS}/usage").json()
    counted = [(each["key"], each["inputs"], each["amount"]) for each in usage["days"]]
    assert ("shop", 2, "1.0") in counted
    assert {"operation": "call", "outcome": "ok", "inputs": 2} in usage["since_start"]
    assert guarded.delete(f"{WALLS}/keys/shop").status_code == 204
    states = {each["name"]: each["state"] for each in guarded.get(f"{WALLS}/keys").json()["keys"]}
    assert states == {"shop": "revoked", "boss": "valid"}
    assert guarded.delete(f"{WALLS}/keys/shop").status_code == 404


def test_what_would_reach_further_is_refused(guarded: httpx.Client) -> None:
    assert guarded.delete(f"{WALLS}/keys/boss").status_code == 400
    assert guarded.post(f"{WALLS}/keys", json={"name": "boss"}).status_code == 400
    assert guarded.post(f"{WALLS}/keys", json={"name": "a", "may_train": True}).status_code == 400
    with Workspace.open() as workspace:
        teacher = workspace.keys.new("teacher", functions=["walls"], may_train=True)
    headers = {"Authorization": f"Bearer {teacher}"}
    assert guarded.get(f"{WALLS}/keys", headers=headers).is_success
    made = guarded.post(f"{WALLS}/keys", json={"name": "heir"}, headers=headers)
    assert made.status_code == 403


def test_a_server_without_keys_says_that_none_is_needed(client: httpx.Client, walls: str) -> None:
    assert client.get(f"{walls}/keys").json() == {"needed": False, "keys": []}
    assert client.get(f"{walls}/usage").json() == {"days": [], "since_start": []}
