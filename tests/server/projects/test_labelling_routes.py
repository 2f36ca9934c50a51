"""Labelling together: the queue, its leases, who is here, keys, and how far it is until sure."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from server.running_server import thread
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

EVERY = [*range(1, 37)]


def take(client: httpx.Client, walls: str, who: str, count: int = 4, how: str = "") -> Any:
    body = {"client": f"tab-of-{who}", "count": count}
    answer = client.post(f"{walls}/queue:take{how}", json=body)
    assert answer.is_success, answer.text
    return answer.json()


def ids(page: Any) -> list[int]:
    return [each["example"]["id"] for each in page["examples"]]


def test_two_labellers_get_different_examples_each_with_a_guess_and_what_made_it(
    client: httpx.Client, walls: str
) -> None:
    some = [1, 2, 3, 13, 14, 15]
    client.post(f"{walls}/labels:clear", json={"examples": some})
    ann, ben = take(client, walls, "ann"), take(client, walls, "ben")
    assert {*ids(ann), *ids(ben)} == {*some}
    revision = client.get(walls).json()["revision"]
    while ann["source"] is None or ann["source"]["revision"] < revision:  # it is made meanwhile
        ann = take(client, walls, "ann")
    assert ann["source"] == {"revision": revision, "labelled": 30, "run": None, "version": None}
    for each in ann["examples"]:
        assert each["guess"]["label"] in {"brick", "grass", "gravel"}
        assert 0 < each["guess"]["score"] <= 1
        assert each["held_by"] is None
    client.post(f"{walls}/labels:set", json={"examples": ids(ann)[:1], "label": "brick"})
    again = take(client, walls, "ann")
    assert ids(again) == ids(ann)[1:]
    assert again["unlabelled"] == 5


def test_the_queue_is_never_empty_while_something_is_unlabelled(
    client: httpx.Client, walls: str
) -> None:
    client.post(f"{walls}/labels:clear", json={"examples": [7]})
    assert ids(take(client, walls, "ann")) == [7]
    with Project.open("walls", who="cy") as project:
        leases = project._store.leases
        assert [each.held_by for each in leases.take("tab-of-cy", "cy", "label", (), 4)] != [None]
        client.post(f"{walls}/presence:leave", json={"client": "tab-of-ann"})
        assert [each.held_by for each in leases.take("tab-of-cy", "cy", "label", (), 4)] == [None]
    (shared,) = take(client, walls, "ben")["examples"]
    assert (shared["example"]["id"], shared["held_by"]) == (7, "cy")
    client.post(f"{walls}/labels:skip", json={"examples": [7]})
    done = take(client, walls, "ben")
    assert (done["examples"], done["skipped"]) == ([], 1)


def test_likely_equals_come_as_a_group_with_the_label_that_all_probably_have(
    client: httpx.Client, walls: str
) -> None:
    client.post(f"{walls}/labels:clear", json={"examples": [*range(1, 9), *range(13, 21)]})
    group = take(client, walls, "ann", 20, "-group")
    while not group["examples"]:  # groups come with the first ranking
        group = take(client, walls, "ann", 20, "-group")
    labels = {"brick" if number < 13 else "grass" for number in ids(group)}
    assert len(group["examples"]) >= 3
    assert labels == {group["label"]}
    other = take(client, walls, "ben", 20, "-group")
    assert not {*ids(group)} & {*ids(other)}


def test_people_are_seen_by_others_as_they_come_and_go(client: httpx.Client, walls: str) -> None:
    with client.stream("GET", f"{walls}/events") as stream:
        lines = stream.iter_lines()

        def told() -> Any:
            for line in lines:
                if line == "event: people":
                    return json.loads(next(lines).removeprefix("data: "))["people"]
            return None

        assert told() == []
        body = {"client": "tab-of-ann", "room": "label"}
        here = client.post(f"{walls}/presence", json=body).json()
        assert here["people"] == [{"who": here["you"], "room": "label"}]
        assert told() == here["people"]
        client.post(f"{walls}/presence:leave", json={"client": "tab-of-ann"})
        assert told() == []
    assert client.get(f"{walls}/presence").json()["people"] == []


def test_labels_have_keys_that_stay_and_can_be_chosen(client: httpx.Client, walls: str) -> None:
    def keys() -> dict[str, str]:
        found = client.get(f"{walls}/label-keys").json()["keys"]
        return {each["label"]: each["key"] for each in found}

    assert keys() == {"brick": "1", "grass": "2", "gravel": "3"}
    client.post(f"{walls}/labels:set", json={"examples": [1], "label": "ashlar"})
    assert keys()["ashlar"] == "4"
    client.post(f"{walls}/labels:rename", json={"from": "ashlar", "to": "stone"})
    chosen = client.put(f"{walls}/label-keys", json={"keys": {"brick": "B", "gravel": "4"}})
    assert chosen.status_code == 200
    assert keys() == {"brick": "b", "grass": "2", "gravel": "4", "stone": None}
    for wrong in ({"brick": "n"}, {"brick": "ab"}, {"brick": "x", "grass": "x"}):
        assert client.put(f"{walls}/label-keys", json={"keys": wrong}).status_code == 400
    assert client.put(f"{walls}/label-keys", json={"keys": {"oak": "o"}}).status_code == 404


def test_the_forecast_counts_down_from_the_first_labels(client: httpx.Client, walls: str) -> None:
    client.post(f"{walls}/labels:clear", json={"examples": EVERY})
    client.post(f"{walls}/labels:set", json={"examples": [1, 2, 3], "label": "brick"})
    assert client.get(f"{walls}/forecast").json() == {"state": "start", "more": 7, "run": None}
    client.post(f"{walls}/labels:set", json={"examples": [4, 5], "label": "brick"})
    client.post(f"{walls}/labels:set", json={"examples": [*range(13, 25)], "label": "grass"})
    assert client.get(f"{walls}/forecast").json()["state"] == "train"
    with Project.open("walls") as project:
        project.train()
    told = client.get(f"{walls}/forecast").json()
    assert (told["state"], told["run"]) == ("more", 1)
    client.post(f"{walls}/labels:set", json={"examples": [6, 7], "label": "brick"})
    assert client.get(f"{walls}/forecast").json()["more"] == told["more"] - 2


def test_five_labellers_at_once_lose_no_label(home: Path, textures: Path) -> None:
    with Project.open("walls") as project:
        project.add(sorted(textures.rglob("*.png")))  # files alone have no label
        every = {each.id for each in project.examples(1_000)}
    del home
    with thread(studio=True) as (client, _):
        walls = "/v1/projects/walls"

        def label(who: int) -> list[tuple[int, str]]:
            given = []
            while page := take(client, walls, f"labeller-{who}", 2)["examples"]:
                for each in page:
                    if each["held_by"] is not None:
                        continue  # it is somebody else's, who is about to label it
                    number, name = each["example"]["id"], f"label {who}"
                    answer = client.post(
                        f"{walls}/labels:set", json={"examples": [number], "label": name}
                    )
                    assert answer.json()["changed"] == 1
                    given.append((number, name))
            return given

        with ThreadPoolExecutor(5) as pool:
            acts = [each for found in pool.map(label, range(5)) for each in found]
        assert sorted(number for number, _ in acts) == sorted(every)  # nobody had another's
        for number, name in acts:
            shown = client.get(f"{walls}/examples/{number}").json()
            assert (shown["label"], shown["contradicts"]) == (name, [])
            assert [each["kind"] for each in shown["history"]] == ["added", "label"]


@pytest.mark.parametrize("client_name", ["short", "with space", "x" * 65, 12345678])
def test_a_client_without_a_name_of_its_own_is_refused(
    client: httpx.Client, walls: str, client_name: object
) -> None:
    assert client.post(f"{walls}/queue:take", json={"client": client_name}).status_code == 400
