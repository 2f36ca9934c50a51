"""A project is trained, tested and published over HTTP, and goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.conftest import until
from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx


def test_a_project_is_trained_published_and_rolled_back(client: httpx.Client, walls: str) -> None:
    asked = client.post(f"{walls}/jobs", json={"kind": "train"})
    assert asked.status_code == 202
    job = asked.json()["id"]
    assert client.post(f"{walls}/jobs", json={"kind": "train"}).status_code == 400
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(client.get(f"{walls}/jobs/{job}").json())
        return found["state"] in {"done", "failed"}

    until(ended)
    assert (found["state"], found["run"], found["progress"]) == ("done", 1, 1.0), found
    assert [each["id"] for each in client.get(f"{walls}/jobs").json()["jobs"]] == [job]
    log = client.get(f"{walls}/jobs/{job}/log").json()["log"]
    assert "cross-validating" in [each["text"] for each in log]
    assert client.post(f"{walls}/jobs/{job}:cancel").json()["state"] == "done"
    run = client.get(f"{walls}/runs/1").json()
    assert (run["tested"], run["labels"]) == (True, ["brick", "grass", "gravel"])
    steps = [each["at"] for each in run["training_curve"]]
    assert (steps[0], steps) == (1, sorted(steps))
    assert run["gap"]["training_accuracy"] >= run["gap"]["validation_accuracy"]
    assert [each["label"] for each in run["label_recalls"]] == run["labels"]
    assert run["seconds"] > 0
    assert [each["number"] for each in client.get(f"{walls}/runs").json()["runs"]] == [1]
    assert client.get(f"{walls}/runs/1/report").json()["report"]["results"]
    assert client.get(walls).json()["next"]["action"] == "publish"
    for number in (1, 2):
        published = client.post(f"{walls}/publish", json={}).json()["versions"]
        assert [each["number"] for each in published if each["live"]] == [number]
    assert client.get(f"{walls}/runs").json()["runs"][0]["version"] == 2
    back = client.post(f"{walls}/rollback", json={}).json()["versions"]
    assert [(each["number"], each["live"]) for each in back] == [(2, False), (1, True)]
    assert client.get("/v1/projects").json()["projects"][0]["live_version"] == 1


def test_a_training_is_cancelled_and_asked_for_again(client: httpx.Client, walls: str) -> None:
    job = client.post(f"{walls}/jobs", json={"kind": "train"}).json()["id"]
    found = client.post(f"{walls}/jobs/{job}:cancel").json()

    def ended() -> bool:
        found.update(client.get(f"{walls}/jobs/{job}").json())
        return found["state"] == "cancelled"

    until(ended)
    assert found["cancelled_by"]
    assert client.get(f"{walls}/runs").json()["runs"] == []
    assert client.post(f"{walls}/jobs", json={"kind": "train"}).status_code == 202


def test_two_runs_are_compared_on_the_same_examples(client: httpx.Client, walls: str) -> None:
    with Project.open("walls") as project:
        project.train()
        shown = [each for each in project if each.split == "train"]
        for label, other in (("grass", "brick"), ("brick", "grass")):
            project.label([each.id for each in shown if each.label == label], other)
        project.train()
    same = client.get(f"{walls}/comparison?first=1&second=1").json()
    assert (same["difference"], same["better"], same["gained"]) == (0.0, None, [])
    found = client.get(f"{walls}/comparison?first=1&second=2").json()
    assert (found["first"]["run"], found["second"]["run"]) == (1, 2)
    assert found["examples"] == found["first"]["tested_on"]
    change = len(found["gained"]) - len(found["lost"])
    assert found["difference"] == change / found["examples"]
    assert "run 2" in found["summary"][0]
    assert found["low"] <= found["difference"] <= found["high"]
    lost = client.get(f"{walls}/examples/{found['lost'][0]}").json()
    assert lost["part"] == "test"
    assert client.get(f"{walls}/comparison?first=1&second=9").status_code == 404


def test_runs_without_a_test_set_are_not_compared(client: httpx.Client, walls: str) -> None:
    with Project.open("walls") as project:
        project.train(test=0)
    refused = client.get(f"{walls}/comparison?first=1&second=1")
    assert (refused.status_code, refused.json()["code"]) == (422, "training-data")


def test_what_can_not_be_trained_published_or_shown_is_refused(client: httpx.Client) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    trees = "/v1/projects/trees"
    few = client.post(f"{trees}/jobs", json={"kind": "train"})
    assert (few.status_code, few.json()["code"]) == (422, "training-data")
    assert client.post(f"{trees}/jobs", json={"kind": "dream"}).status_code == 400
    for address in ("jobs/" + "0" * 32, "jobs/" + "0" * 32 + "/log", "runs/1", "runs/1/report"):
        assert client.get(f"{trees}/{address}").status_code == 404
    for action in ("publish", "rollback", "jobs/" + "0" * 32 + ":cancel"):
        assert client.post(f"{trees}/{action}", json={}).status_code == 404
