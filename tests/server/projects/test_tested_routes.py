"""A run's test is looked through over HTTP: figures, cells, thresholds, mistakes, corrections."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from server.conftest import until
from server.document_check import DocumentCheck
from vizsla.testing import Report, TestResult
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    import httpx


WALLS = "/v1/projects/walls"
RUN = f"{WALLS}/runs/1"


@pytest.fixture
def client(trained: httpx.Client) -> httpx.Client:
    """A client of a server with a run that was tested on six images: two answers are wrong.

    A grass is taken for gravel with a score of 0.9 that is sure, a brick for grass with 0.4.
    """
    pairs = [
        ("brick", "brick", 0.95),
        ("brick", "grass", 0.4),
        ("grass", "grass", 0.8),
        ("grass", "gravel", 0.9),
        ("gravel", "gravel", 0.85),
        ("gravel", "gravel", 0.7),
    ]
    with Workspace.open() as workspace:
        store = workspace.open_project("walls")
        left = [*store.examples()]
        results = []
        for truth, answer, score in pairs:
            example = next(each for each in left if each.label == truth)
            left.remove(example)
            scores = ((answer, score), (truth, (1 - score) / 2))
            key, sure = example.sha256, score >= 0.8
            results.append(TestResult(key, example.name, truth, answer, score, sure, scores))
        report = Report(
            results=tuple(results),
            name="walls, run 1",
            labels=("brick", "grass", "gravel"),
            threshold=0.8,
            calibrated=True,
            size=1,
            own_size=1,
            tested_on="6 examples of the test set",
            created=datetime.now(UTC),
        )
        store.add_report(1, report.to_dict())
    return trained


def test_the_figures_say_what_each_threshold_costs(client: httpx.Client) -> None:
    DocumentCheck(client)
    found = client.get(f"{RUN}/test").json()
    assert (found["examples"], found["correct"], found["mistakes"]) == (6, 4, 2)
    assert found["accuracy"]["low"] < found["accuracy"]["value"] < found["accuracy"]["high"]
    assert [(each["label"], each["examples"], each["right"]) for each in found["labels"]] == [
        ("brick", 2, 1),
        ("grass", 2, 1),
        ("gravel", 2, 2),
    ]
    costs = {each["threshold"]: (each["count"], each["wrong"]) for each in found["thresholds"]}
    assert (costs[0.0], costs[0.5], costs[0.86], costs[0.92]) == ((6, 2), (5, 1), (2, 1), (1, 0))
    assert (found["sure"]["count"], found["sure"]["wrong"]) == (4, 1)
    codes = {each["code"]: each["values"] for each in found["caveats"]}
    assert codes["wide interval"]["enough"] > 6
    assert codes["few of a label"]["labels"] == ["brick", "grass", "gravel"]
    assert "relabelled" not in codes


def test_a_cell_and_the_mistakes_have_their_examples(client: httpx.Client) -> None:
    DocumentCheck(client)

    def listed(**query: Any) -> dict[str, Any]:
        found: dict[str, Any] = client.get(f"{RUN}/test/examples", params=query).json()
        return found

    mistakes = listed(sort="mistakes")["examples"]
    assert [(each["truth"], each["answer"], each["score"]) for each in mistakes] == [
        (["grass"], ["gravel"], 0.9),
        (["brick"], ["grass"], 0.4),
    ]
    assert mistakes[0]["example"]["sha256"] == mistakes[0]["key"]
    assert listed(sort="sure mistakes")["total"] == 1
    assert listed(sort="mistakes", least_score=0.5)["total"] == 1
    assert listed(truth="brick", answer="grass")["examples"][0]["score"] == 0.4
    assert listed(truth="none of these")["total"] == 0
    first = listed(limit=4, order="name")
    rest = listed(limit=4, order="name", after=first["next"])
    assert (first["total"], len(first["examples"]), rest["next"]) == (6, 4, None)
    assert len({each["key"] for each in first["examples"] + rest["examples"]}) == 6


def test_a_corrected_label_is_told_until_it_is_undone(client: httpx.Client) -> None:
    query = {"sort": "mistakes"}
    wrong = client.get(f"{RUN}/test/examples", params=query).json()["examples"][0]
    number = wrong["example"]["id"]
    client.post(f"{WALLS}/labels:set", json={"examples": [number], "label": "gravel"})
    again = client.get(f"{RUN}/test/examples", params=query).json()["examples"][0]
    assert (again["relabelled"], again["example"]["label"], again["truth"]) == (
        True,
        "gravel",
        ["grass"],
    )
    caveats = client.get(f"{RUN}/test").json()["caveats"]
    assert {"code": "relabelled", "values": {"examples": 1}} in caveats
    client.post(f"{WALLS}/labels:undo", json={})
    caveats = client.get(f"{RUN}/test").json()["caveats"]
    assert "relabelled" not in {each["code"] for each in caveats}


def test_a_removed_example_stays_in_the_figures_without_its_picture(client: httpx.Client) -> None:
    listed = client.get(f"{RUN}/test/examples", params={"sort": "mistakes"}).json()["examples"]
    gone = listed[0]["example"]["id"]
    client.post(f"{WALLS}/labels:remove-examples", json={"examples": [gone]})
    found = client.get(f"{RUN}/test").json()
    assert found["examples"] == 6
    assert {"code": "elsewhere", "values": {"examples": 1}} in found["caveats"]
    again = client.get(f"{RUN}/test/examples", params={"sort": "mistakes"}).json()["examples"]
    assert again[0]["example"] is None
    assert listed[0]["key"] not in again[0].values()


def test_a_run_is_tested_again_with_the_labels_as_they_are_now(client: httpx.Client) -> None:
    before = client.get(f"{RUN}/test").json()
    asked = client.post(f"{RUN}/test")
    assert (asked.status_code, asked.json()["kind"]) == (202, "test")
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(client.get(f"{WALLS}/jobs/{asked.json()['id']}").json())
        return found["state"] in {"done", "failed"}

    until(ended)
    assert (found["state"], found["run"]) == ("done", 1), found
    after = client.get(f"{RUN}/test").json()
    assert before["created_at"] < after["created_at"]
    assert client.post(f"{WALLS}/runs/9/test").status_code == 404


def test_a_run_without_a_test_is_refused(trained: httpx.Client) -> None:
    with Workspace.open() as workspace:
        store = workspace.open_project("walls")
        store.add_run(store.run(1).figures, store.run_blob(1))
    for address in ("2/test", "2/test/examples", "3/test"):
        assert trained.get(f"{WALLS}/runs/{address}").status_code == 404
