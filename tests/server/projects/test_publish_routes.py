"""Over HTTP: what publishing checks, the card that people write, a threshold that they choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx


@pytest.fixture
def trained(walls: str) -> str:
    """The address of a project that was trained and tested."""
    with Project.open("walls") as project:
        project.test(project.train())
    return walls


def test_what_publishing_would_check_and_give_is_known_before(
    client: httpx.Client, trained: str
) -> None:
    found = client.get(f"{trained}/publish/preview").json()
    states = {each["name"]: each["state"] for each in found["checks"]}
    assert found["may_publish"]
    assert (states["tested"], states["answers"], states["changed"]) == ("passed",) * 3
    assert (states["described"], states["test-size"]) == ("warning", "warning")
    answers = next(each for each in found["checks"] if each["name"] == "answers")
    assert answers["values"] == {"examples": 36}
    assert found["card"].startswith("# walls\n")
    assert found["size"] > 1_000_000
    assert client.get(f"{trained}/versions").json()["versions"] == []


def test_a_run_without_a_test_is_refused_before_it_is_published(
    client: httpx.Client, walls: str
) -> None:
    assert client.get(f"{walls}/publish/preview").status_code == 404
    with Project.open("walls") as project:
        project.train()
        project.label(next(iter(project)), "gravel")
    found = client.get(f"{walls}/publish/preview").json()
    checks = {each["name"]: each for each in found["checks"]}
    assert not found["may_publish"]
    assert checks["tested"]["state"] == "refused"
    assert checks["changed"]["state"] == "warning"
    assert "1 labelled example has changed" in checks["changed"]["text"]
    assert client.post(f"{walls}/publish", json={}).status_code == 422
    published = client.post(f"{walls}/publish", json={"untested": True, "live": False})
    assert [each["live"] for each in published.json()["versions"]] == [False]


def test_people_write_on_the_card_and_can_not_change_its_figures(
    client: httpx.Client, trained: str
) -> None:
    notes = {
        "purpose": "Tells walls.\n\n- from *photos*\n# no heading",
        "contact": "ann@example.org",
    }
    written = client.put(f"{trained}/card", json=notes).json()
    assert written == {**notes, "limits": "", "licence": ""}
    assert client.put(f"{trained}/card", json={"licence": "CC0"}).json()["contact"]
    assert client.put(f"{trained}/card", json={"accuracy": "100 %"}).status_code == 400
    assert client.put(f"{trained}/card", json={"limits": "x" * 4001}).status_code == 400
    client.post(f"{trained}/publish", json={})
    card = client.get("/v1/functions/walls").json()["card"]
    assert "## What it is for\n\nTells walls.\n\n- from \\*photos\\*\n\\# no heading" in card
    assert "## Whom to ask\n\nann@example.org" in card
    assert "CC0" in card.partition("## Licences")[2]
    client.put(f"{trained}/card", json={"purpose": "Something else."})
    assert client.get("/v1/functions/walls").json()["card"] == card


def test_a_threshold_chosen_at_publishing_is_the_functions_and_promises_nothing(
    client: httpx.Client, trained: str
) -> None:
    found = client.get(f"{trained}/publish/preview", params={"threshold": 0.7}).json()
    assert (found["threshold"], found["may_publish"]) == (0.7, True)
    assert "of the test set" in found["card"]
    body = {"threshold": 0.7, "name": "production"}
    (version,) = client.post(f"{trained}/publish", json=body).json()["versions"]
    assert (version["threshold"], version["names"], version["live"]) == (0.7, ["production"], True)
    manifest = client.get("/v1/functions/walls@production").json()["manifest"]
    threshold = manifest["threshold"]
    assert (threshold["score"], threshold["target"], threshold["confidence"]) == (0.7, None, None)
    assert threshold["precision"] is not None
    assert client.post(f"{trained}/publish", json={"threshold": 1.5}).status_code == 400
    assert client.post(f"{trained}/publish", json={"name": "7"}).status_code == 400
