"""What to label next, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


def test_unlabelled_examples_are_suggested_with_a_guess_of_the_labels_as_they_are(
    client: httpx.Client, walls: str
) -> None:
    some = [1, 2, 3, 13, 14, 15]
    client.post(f"{walls}/labels:clear", json={"examples": some})
    found = client.get(f"{walls}/suggestions?count=4").json()
    assert found["revision"] == client.get(walls).json()["revision"]
    ids = [each["example"]["id"] for each in found["suggestions"]]
    assert len(ids) == 4
    assert {*ids} <= {*some}
    for each in found["suggestions"]:
        assert each["label"] in {"brick", "grass", "gravel"}
        assert 0 < each["score"] <= 1
        assert each["example"]["labels"] == []  # a guess is no label
    client.post(f"{walls}/labels:skip", json={"examples": ids})
    rest = client.get(f"{walls}/suggestions").json()["suggestions"]
    assert {each["example"]["id"] for each in rest} == {*some} - {*ids}


def test_without_labels_there_are_suggestions_without_a_guess(
    client: httpx.Client, walls: str
) -> None:
    client.post(f"{walls}/labels:clear", json={"examples": [*range(1, 37)]})
    found = client.get(f"{walls}/suggestions?count=3").json()["suggestions"]
    assert [each["label"] for each in found] == [None] * 3
    assert client.get(f"{walls}/suggestions?count=0").status_code == 400
