"""A project trains by itself while people label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.conftest import until
from server.running_server import thread
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


def test_a_project_is_trained_again_as_people_label(client: httpx.Client, textures: Path) -> None:
    with Project.open("walls") as project:
        project.add([textures / "brick", textures / "grass"])
        project.clear([each.id for each in project])
    walls = "/v1/projects/walls"
    off = client.get(f"{walls}/retraining").json()
    assert (off["by_itself"], off["allowed"], off["labels"]) == (False, True, 0)
    on = client.put(f"{walls}/retraining", json={"by_itself": True}).json()
    assert on["by_itself"]

    def label(name: str, *numbers: int) -> None:
        body = {"examples": numbers, "label": name}
        assert client.post(f"{walls}/labels:set", json=body).status_code == 200

    def runs() -> list[Any]:
        found: list[Any] = client.get(f"{walls}/runs").json()["runs"]
        return found

    label("brick", *range(1, 7))
    label("grass", *range(13, 19))
    until(lambda: len(runs()) == 1)
    (job,) = client.get(f"{walls}/jobs").json()["jobs"]
    assert (job["background"], job["created_by"]) == (True, "Vizsla")
    until(lambda: client.get(f"{walls}/jobs/{job['id']}").json()["state"] == "done")
    assert client.get(f"{walls}/retraining").json()["new"] == 0
    label("brick", *range(7, 13))
    until(lambda: len(runs()) == 2)
    assert runs()[0]["examples"] > runs()[1]["examples"]


def test_a_server_may_let_no_project_train_by_itself(home: Path) -> None:
    del home
    with thread(studio=True, retraining=False) as (client, service):
        client.post("/v1/projects", json={"name": "trees", "trains_itself": True})
        found = client.get("/v1/projects/trees/retraining").json()
        assert (found["by_itself"], found["allowed"]) == (True, False)
        assert service.trainer is None
