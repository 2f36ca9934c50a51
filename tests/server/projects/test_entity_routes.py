"""Entities of texts over HTTP, by the places of their characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx

TEXT = "🚄 to Zürich"


@pytest.fixture
def trips(client: httpx.Client) -> str:
    del client
    with Project.open("trips", kind="text-classification") as project:
        project.add(texts=[TEXT, "hello"])
    return "/v1/projects/trips"


def put(client: httpx.Client, address: str, *entities: dict[str, Any]) -> httpx.Response:
    return client.put(f"{address}/entities", json={"entities": [*entities]})


def test_marked_entities_are_kept_counted_and_undone(client: httpx.Client, trips: str) -> None:
    first = f"{trips}/examples/1"
    assert client.get(first).json()["entities"] is None
    place = {"start": 5, "end": len(TEXT), "name": "place", "role": "to"}
    assert put(client, first, place).json()["changed"] == 1
    assert client.get(first).json()["entities"] == [place]
    assert client.get(f"{trips}/entities").json() == {"entities": [{"name": "place", "count": 1}]}
    put(client, first)
    assert client.get(first).json()["entities"] == []
    for expected in ([place], None):
        client.post(f"{trips}/labels:undo", json={})
        assert client.get(first).json()["entities"] == expected


@pytest.mark.parametrize(
    ("start", "end", "name"), [(5, 99, "place"), (3, 3, "place"), (-1, 2, "place"), (0, 2, " ")]
)
def test_an_entity_that_is_not_in_the_text_is_refused(
    client: httpx.Client, trips: str, start: int, end: int, name: str
) -> None:
    refused = put(client, f"{trips}/examples/1", {"start": start, "end": end, "name": name})
    assert refused.status_code == 400
    assert client.get(f"{trips}/examples/1").json()["entities"] is None


def test_images_have_no_entities(client: httpx.Client, walls: str) -> None:
    refused = put(client, f"{walls}/examples/1", {"start": 0, "end": 1, "name": "place"})
    assert (refused.status_code, "images" in refused.json()["detail"]) == (400, True)
