"""The exploration over HTTP: findings that are dealt with and undone, the map, and searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.conftest import until
from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx


@pytest.fixture
def explored(client: httpx.Client, walls: str) -> str:
    """The project, explored after two labels were set wrongly and one was taken off."""
    client.post(f"{walls}/labels:set", json={"examples": [1, 2], "label": "grass"})
    client.post(f"{walls}/labels:clear", json={"examples": [36]})
    with Project.open("walls") as project:
        project.train()
        project.keep_suggestions()
        project.keep_exploration(who="ann")
    return walls


def ids(client: httpx.Client, address: str, **query: Any) -> list[int]:
    listed = client.get(f"{address}/examples", params=query).json()
    assert [each["id"] for each in listed["examples"]] == (
        client.get(f"{address}/example-ids", params=query).json()["ids"]
    )
    return [each["id"] for each in listed["examples"]]


def test_exploring_is_a_job(client: httpx.Client, walls: str) -> None:
    before = client.get(f"{walls}/exploration").json()
    assert (before["made_at"], before["findings"]) == (None, [])
    assert client.get(f"{walls}/map").json()["ids"] == []
    job = client.post(f"{walls}/exploration")
    assert (job.status_code, job.json()["kind"]) == (202, "explore")
    until(lambda: client.get(f"{walls}/exploration").json()["made_at"] is not None)
    found = client.get(f"{walls}/map").json()
    assert found["ids"] == [*range(1, 37)]
    assert [found["labels"][n] for n in found["label"]] == [
        *("brick",) * 12,
        *("grass",) * 12,
        *("gravel",) * 12,
    ]
    assert all(0 <= each <= 10_000 for each in (*found["x"], *found["y"]))


def test_doubtful_labels_are_found_dealt_with_and_back_after_undo(
    client: httpx.Client, explored: str
) -> None:
    found = client.get(f"{explored}/exploration").json()
    assert (found["made_by"], found["changed"]) == ("ann", 0)
    (finding,) = (each for each in found["findings"] if each["kind"] == "doubtful-labels")
    assert finding["action"]["applies"]
    doubtful = ids(client, explored, finding="doubtful-labels")
    assert {1, 2} <= {*doubtful}
    assert len(doubtful) == finding["count"]
    assert sorted(doubtful) == ids(client, explored, state="doubtful")
    assert ids(client, explored, state="doubtful", ids="2,9") == [2]
    assert client.get(explored).json()["next"]["action"] == "check"
    item = client.get(f"{explored}/examples/1").json()
    (why,) = (each for each in item["evidence"] if each["finding"] == "doubtful-labels")
    assert why["likely"] == "brick"
    # A label that somebody gives since is not doubted.
    client.post(f"{explored}/labels:set", json={"examples": [1], "label": "brick"})
    assert ids(client, explored, finding="doubtful-labels") == [n for n in doubtful if n != 1]
    assert client.get(f"{explored}/exploration").json()["changed"] == 1
    done = client.post(f"{explored}/findings/doubtful-labels:apply").json()
    assert done["changed"] == len(doubtful) - 1
    assert ids(client, explored, finding="doubtful-labels") == []
    assert client.post(f"{explored}/findings/doubtful-labels:apply").status_code == 404
    for _ in range(2):
        client.post(f"{explored}/labels:undo")
    assert ids(client, explored, finding="doubtful-labels") == doubtful


def test_examples_without_a_label_have_the_last_runs_suggestion(
    client: httpx.Client, explored: str
) -> None:
    assert ids(client, explored, state="suggested") == [36]
    suggestion = client.get(f"{explored}/examples/36").json()["suggestion"]
    assert (suggestion["run"], suggestion["version"]) == (1, None)
    assert 0 < suggestion["score"] <= 1
    assert ids(client, explored, state="sure") == ([36] if suggestion["sure"] else [])
    doubt = client.get(f"{explored}/map").json()["doubt"][35]
    assert doubt == pytest.approx(100 * (1 - suggestion["score"]), abs=1)
    client.post(f"{explored}/labels:set", json={"examples": [36], "label": "gravel"})
    assert client.get(f"{explored}/examples/36").json()["suggestion"] is None
    assert ids(client, explored, state="suggested") == []


def test_the_most_similar_examples_come_first_and_conditions_combine(
    client: httpx.Client, explored: str
) -> None:
    near = ids(client, explored, near=14)
    assert near[0] == 14
    assert sorted(near) == [*range(1, 37)]
    assert len({*near[:6]} & {*range(13, 25)}) >= 5
    grass = ids(client, explored, near=14, label="grass")
    assert grass == [each for each in near if each in {1, 2, *range(13, 25)}]
    first = client.get(f"{explored}/examples?near=14&limit=10").json()
    then = {"near": 14, "after": first["next"]}
    rest = client.get(f"{explored}/examples", params=then).json()
    assert [each["id"] for each in (*first["examples"], *rest["examples"])] == near
    client.post(f"{explored}/labels:remove-examples", json={"examples": [near[1]]})
    assert ids(client, explored, near=14) == [14, *near[2:]]
    assert client.get(f"{explored}/examples?near={near[1]}").status_code == 404
    assert client.get(f"{explored}/examples?near=14&find=grass").status_code == 400
