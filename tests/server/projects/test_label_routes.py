"""Labels over HTTP: many examples at once, durable, and undone by whoever gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx


def act(client: httpx.Client, walls: str, name: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{walls}/labels:{name}", json=body)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def shown(client: httpx.Client, walls: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{walls}/examples/{number}").json()
    return found


def test_an_act_on_many_examples_is_stored_when_it_is_answered(
    client: httpx.Client, walls: str
) -> None:
    before = client.get(walls).json()["revision"]
    done = act(client, walls, "set", examples=[1, 2, 13], label="stone")
    assert (done["action"], done["changed"]) == ("label as 'stone'", 3)
    assert done["revision"] > before
    with Project.open("walls") as project:
        assert [each.id for each in project.examples(label="stone")] == [1, 2, 13]
    again = act(client, walls, "set", examples=[1, 2, 13], label="stone")
    assert (again["changed"], again["revision"]) == (0, done["revision"])


def test_each_act_does_what_it_says_and_is_undone(client: httpx.Client, walls: str) -> None:
    for name, body, state, labels, nots in (
        ("set-not", {"label": "grass"}, "labelled", ["brick"], ["grass"]),
        ("unsure", {}, "unsure", [], []),
        ("skip", {}, "skipped", [], []),
        ("clear", {}, "unlabelled", [], []),
    ):
        assert act(client, walls, name, examples=[1], **body)["changed"] == 1
        found = shown(client, walls, 1)
        assert (found["state"], found["labels"], found["not_labels"]) == (state, labels, nots)
        assert act(client, walls, "undo")["changed"] == 1
        assert shown(client, walls, 1)["labels"] == ["brick"]
    assert act(client, walls, "undo") == {
        "action": "",
        "changed": 0,
        "revision": client.get(walls).json()["revision"],
        "act": None,
    }


def test_the_act_that_is_meant_is_undone_or_none(client: httpx.Client, walls: str) -> None:
    many = act(client, walls, "set", examples=[1, 2], label="stone")
    one = act(client, walls, "set", examples=[13], label="stone")
    nothing = act(client, walls, "set", examples=[13], label="stone")
    assert nothing["act"] is None
    refused = client.post(f"{walls}/labels:undo", json={"act": many["act"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "request")
    assert shown(client, walls, 1)["label"] == "stone"
    assert act(client, walls, "undo", act=one["act"])["act"] == one["act"]
    assert client.post(f"{walls}/labels:undo", json={"act": one["act"]}).status_code == 409
    assert act(client, walls, "undo", act=many["act"])["changed"] == 2
    assert [shown(client, walls, number)["label"] for number in (1, 13)] == ["brick", "grass"]


def test_labels_are_renamed_merged_and_deleted(client: httpx.Client, walls: str) -> None:
    assert act(client, walls, "rename", **{"from": "brick", "to": "wall"})["changed"] == 12
    assert (
        act(client, walls, "merge", **{"from": ["gravel", "wall"], "to": "stone"})["changed"] == 24
    )
    assert act(client, walls, "delete", label="grass")["changed"] == 12
    assert client.get(walls).json()["labels"] == [{"name": "stone", "count": 24, "not_count": 0}]
    act(client, walls, "undo")
    assert client.get(f"{walls}/examples?label=grass").json()["total"] == 12
    refused = client.post(f"{walls}/labels:rename", json={"from": "stne", "to": "x"})
    assert (refused.status_code, "'stone'" in refused.json()["detail"]) == (404, True)


def test_an_act_on_an_unknown_example_names_it_and_changes_nothing(
    client: httpx.Client, walls: str
) -> None:
    refused = client.post(f"{walls}/labels:set", json={"examples": [1, 998, 999], "label": "x"})
    assert refused.status_code == 404
    assert "998, 999" in refused.json()["detail"]
    assert shown(client, walls, 1)["label"] == "brick"


def test_removed_examples_are_gone(client: httpx.Client, walls: str) -> None:
    assert act(client, walls, "remove-examples", examples=[1, 2, 2])["changed"] == 2
    assert client.get(f"{walls}/examples").json()["total"] == 34


def test_nobody_undoes_what_another_has_done(client: httpx.Client, walls: str) -> None:
    act(client, walls, "set", examples=[1, 2], label="stone")
    with Project.open("walls", who="ann") as project:
        project.label([2, 3], "moss")
    assert act(client, walls, "undo")["changed"] == 1
    labels = [shown(client, walls, number)["label"] for number in (1, 2, 3)]
    assert labels == ["brick", "moss", "moss"]
    assert act(client, walls, "undo", everybody=True)["changed"] == 2


def test_in_a_project_of_several_labels_an_example_has_all_that_are_given(
    client: httpx.Client, walls: str
) -> None:
    del walls
    with Project.open("mail", kind="text-classification", multi_label=True) as project:
        project.add(texts=["hello", "bye"])
    several = "/v1/projects/mail"
    act(client, several, "set", examples=[1], labels=["warm", "long"])
    act(client, several, "set", examples=[1], label="old", add=True)
    assert shown(client, several, 1)["labels"] == ["long", "old", "warm"]


def test_settling_replaces_what_others_said_and_is_undone_as_one(
    client: httpx.Client, walls: str
) -> None:
    with Project.open("walls", who="ann") as project:
        project.label([1, 13], "moss")
    ids = [1, 2, 13]
    assert act(client, walls, "settle", examples=ids, label="stone")["changed"] == 3
    labels = [(one["label"], one["contradicts"]) for one in (shown(client, walls, n) for n in ids)]
    assert labels == [("stone", [])] * 3
    assert act(client, walls, "undo")["changed"] == 3
    assert [shown(client, walls, n)["label"] for n in ids] == ["moss", "brick", "moss"]


def test_a_label_of_several_is_added_taken_off_and_settled(
    client: httpx.Client, walls: str
) -> None:
    del walls
    with Project.open("mail", kind="text-classification", multi_label=True, who="ann") as project:
        project.add(texts=["hello", "bye"])
        project.label(1, ["warm", "long"])
    several = "/v1/projects/mail"
    act(client, several, "set", examples=[1, 2], labels=["old"], add=True)
    assert act(client, several, "take-off", examples=[1, 2], label="warm")["changed"] == 1
    assert [shown(client, several, n)["labels"] for n in (1, 2)] == [["long", "old"], ["old"]]
    act(client, several, "undo")
    act(client, several, "set", examples=[1], labels=["long", "new"])
    found = shown(client, several, 1)
    assert (found["labels"], found["contradicts"]) == (["long"], ["new", "warm"])
    act(client, several, "settle", examples=[1], labels=["long", "new"])
    found = shown(client, several, 1)
    assert (found["labels"], found["contradicts"]) == (["long", "new"], [])
    refused = client.post(f"{several}/labels:settle", json={"examples": [1]})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"examples": [1]},
        {"examples": [], "label": "x"},
        {"examples": [1], "label": "x", "labels": ["y"]},
        {"examples": [1], "labels": ["x", "y"]},
        {"examples": ["1"], "label": "x"},
        {"examples": [True], "label": "x"},
        {"examples": [1], "label": " "},
    ],
)
def test_an_act_that_says_no_label_or_too_many_is_refused(
    client: httpx.Client, walls: str, body: dict[str, Any]
) -> None:
    assert client.post(f"{walls}/labels:set", json=body).status_code == 400
    assert shown(client, walls, 1)["label"] == "brick"


def test_what_was_undone_is_done_again_and_what_was_skipped_is_taken_back(
    client: httpx.Client, walls: str
) -> None:
    act(client, walls, "skip", examples=[1, 2])
    act(client, walls, "undo")
    assert shown(client, walls, 1)["state"] == "labelled"
    assert act(client, walls, "redo")["changed"] == 2
    assert shown(client, walls, 1)["state"] == "skipped"
    assert act(client, walls, "unskip", examples=[1])["changed"] == 1
    assert act(client, walls, "unskip")["changed"] == 1
    assert act(client, walls, "unskip", state="unsure")["changed"] == 0
    assert act(client, walls, "redo")["action"] == ""


def test_two_labels_by_two_people_are_a_contradiction_that_somebody_settles(
    client: httpx.Client, walls: str
) -> None:
    with Project.open("walls", who="ann") as project:
        project.label([1, 2], "stone")
    assert act(client, walls, "set", examples=[1, 2], label="moss")["changed"] == 2
    found = client.get(f"{walls}/contradictions?limit=1").json()
    assert (found["total"], found["next"]) == (2, 1)
    (first,) = found["contradictions"]
    assert first["example"]["label"] == "stone"
    assert [(each["label"], each["who"] == "ann") for each in first["claims"]] == [
        ("stone", True),
        ("moss", False),
    ]
    assert client.get(walls).json()["next"]["action"] == "settle"
    act(client, walls, "settle", examples=[1, 2], label="moss")
    assert client.get(f"{walls}/contradictions").json()["contradictions"] == []
    assert shown(client, walls, 2)["label"] == "moss"


def test_setting_aside_takes_no_label_off_that_another_has_just_given(
    client: httpx.Client, walls: str
) -> None:
    only = {"examples": [1], "only_unlabelled": True}
    for name, more in (("skip", {}), ("unsure", {}), ("set-not", {"label": "brick"})):
        assert act(client, walls, name, **only, **more)["changed"] == 0
    assert shown(client, walls, 1)["label"] == "brick"
