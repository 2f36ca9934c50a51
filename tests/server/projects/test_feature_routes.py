"""Features are added, measured, changed and removed over HTTP."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, Any

import pytest

from server.conftest import until
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

ASKED = ("when does the van to {} leave", "deliver this to {} please", "how far is it to {}")
STARTS, ENDS = ("bre", "kal", "mo", "ter"), ("dun", "ga", "li", "mer")
MIDDLES = ("wil", "sa", "nor")
TOWNS = [f"{a}{b}{c}" for a in STARTS for b in MIDDLES for c in ENDS]  # that nobody heard of
random.Random(4).shuffle(TOWNS)  # noqa: S311 - a test
NORTH, SOUTH = TOWNS[:24], TOWNS[24:]


@pytest.fixture
def towns(client: httpx.Client, tmp_path: Path) -> str:
    """The address of a project whose labels a list of towns tells apart, and nearly a column."""
    del client
    chance = random.Random(1)  # noqa: S311 - a test
    table = tmp_path / "towns.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "label", "depot", "driver"))
        for number, town in enumerate(TOWNS):
            label = "north" if town in NORTH else "south"
            depot = label if chance.random() < 0.9 else "both"
            text = ASKED[number % 3].format(town)
            writer.writerow((text, label, depot, chance.choice(("anna", "bert"))))
    with Project.open("towns", kind="text-classification") as project:
        project.add(table, label_column="label")
    return "/v1/projects/towns"


def measured(client: httpx.Client, address: str) -> Any:
    job = client.post(f"{address}/features:measure")
    assert job.status_code == 202
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(client.get(f"{address}/jobs/{job.json()['id']}").json())
        return found["state"] not in {"waiting", "running"}

    until(ended)
    assert found["state"] == "done", found["message"]
    return client.get(f"{address}/features").json()


def test_features_are_measured_and_columns_before_they_are_features(
    client: httpx.Client, towns: str
) -> None:
    shown = client.get(f"{towns}/features").json()
    assert (shown["of_texts"], shown["measured_at"]) == (True, None)
    depot, driver = shown["columns"]
    assert (depot["name"], depot["used"], depot["examples"], depot["different"]) == (
        "depot",
        False,
        48,
        3,
    )
    assert {each["value"] for each in driver["values"]} == {"anna", "bert"}
    body = {"name": "northern", "phrases": NORTH}
    assert client.post(f"{towns}/features:set-phrase-list", json=body).status_code == 200
    pattern = {"pattern": "^good morning", "label": "north"}
    client.post(f"{towns}/features:set-pattern", json=pattern)
    found = measured(client, towns)
    (nowhere,) = found["patterns"]
    assert (nowhere["gain"]["helps"], nowhere["gain"]["found"]) == (False, 0)
    (northern,), (depot, driver) = found["phrase_lists"], found["columns"]
    assert (northern["gain"]["helps"], northern["gain"]["outdated"]) == (True, False)
    assert northern["gain"]["low"] <= northern["gain"]["difference"] <= northern["gain"]["high"]
    assert 0 < northern["gain"]["found"] < northern["gain"]["examples"]
    assert (depot["gain"]["helps"], driver["gain"]["helps"]) == (True, False)
    assert found["measured_at"] is not None
    assert client.get(f"{towns}/runs").json()["runs"] == []
    changed = {**body, "name": "up north", "phrases": NORTH[:3], "instead_of": "northern"}
    (renamed,) = client.post(f"{towns}/features:set-phrase-list", json=changed).json()[
        "phrase_lists"
    ]
    assert (renamed["name"], len(renamed["phrases"]), renamed["gain"]) == ("up north", 3, None)
    again = client.post(f"{towns}/features:set-phrase-list", json={**body, "phrases": ["x"]})
    assert [each["gain"]["outdated"] for each in again.json()["phrase_lists"] if each["gain"]] == [
        True
    ]


def test_features_are_added_changed_and_removed(client: httpx.Client, towns: str) -> None:
    used = client.post(f"{towns}/features:add-column", json={"name": "depot"}).json()
    assert [each["used"] for each in used["columns"]] == [True, False]
    pattern = {"pattern": "^how far is it", "label": "south"}
    client.post(f"{towns}/features:set-pattern", json=pattern)
    other = {"pattern": "^how far", "label": "north", "instead_of": "^how far is it"}
    found = client.post(f"{towns}/features:set-pattern", json=other).json()["patterns"]
    assert [(each["pattern"], each["label"]) for each in found] == [("^how far", "north")]
    broken = {"pattern": "to {nowhere}", "label": "north", "instead_of": "^how far"}
    refused = client.post(f"{towns}/features:set-pattern", json=broken)
    assert (refused.status_code, "nowhere" in refused.json()["detail"]) == (400, True)
    for name in ("^how far", "depot"):
        left = client.post(f"{towns}/features:remove", json={"name": name}).json()
    assert (left["patterns"], [each["used"] for each in left["columns"]]) == ([], [False, False])
    assert client.post(f"{towns}/features:remove", json={"name": "depot"}).status_code == 404
    unknown = client.post(f"{towns}/features:add-column", json={"name": "colour"})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "option")


def test_pictures_have_columns_and_no_phrase_lists(client: httpx.Client, walls: str) -> None:
    assert client.get(f"{walls}/features").json()["of_texts"] is False
    body = {"name": "stones", "phrases": ["granite"]}
    assert client.post(f"{walls}/features:set-phrase-list", json=body).status_code == 400
