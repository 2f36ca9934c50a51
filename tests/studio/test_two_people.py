"""Two people label at once, each with an account of their own, and settle what they disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from studio.team_site import TeamWindow, team_studio
from studio.test_label_room import example_of, label_next
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from server.running_server import Running

LABEL = "/p/walls/label"
ENOUGH = 32  # examples: each takes 16, and whoever finds none is given some of the other's


@pytest.fixture
def team(tmp_path: Path, textures: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A server with a project of pictures without a label, enough for both people's queues."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("walls", who="anna") as project:
        project.add(sorted(textures.rglob("*.png")))
        assert len(project.examples()) >= ENOUGH
    people = {"anna": "owner", "lea": "labeller"}
    with team_studio(tmp_path, people, "--no-retraining") as server:
        yield server


def stored(page: Page, server: Running, number: str) -> dict[str, object]:
    """Return an example as the server has it, for the person of a page."""
    found: dict[str, object] = page.request.get(
        f"{server.url}/v1/projects/walls/examples/{number}"
    ).json()
    return found


def test_two_people_label_at_once_and_settle_what_they_disagree_on(
    chromium: Browser, team: Running
) -> None:
    windows = [TeamWindow.of(chromium, team, name, LABEL) for name in ("anna", "lea")]
    anna, lea = (each.page for each in windows)

    # Each sees the other, and never gets what the other has.
    expect(anna.get_by_text("lea also here")).to_be_visible()
    expect(lea.get_by_text("anna also here")).to_be_visible()
    given: dict[str, list[str]] = {"anna": [], "lea": []}
    for _ in range(3):
        for name, page, label in (("anna", anna, "brick"), ("lea", lea, "grass")):
            expect(page.locator("figure img")).to_be_visible()
            assert example_of(anna) != example_of(lea)
            given[name].append(label_next(page, label))
    assert not set(given["anna"]) & set(given["lea"])

    # Labels of the other appear as they are given, with the name.
    for page, name, label in ((anna, "lea", "grass"), (lea, "anna", "brick")):
        recent = page.get_by_role("region", name="Just labelled").get_by_role("listitem")
        of_other = recent.filter(has_text=name)
        expect(of_other).to_have_count(3)
        expect(of_other.first).to_contain_text(label)

    # Undo takes back one's own label, though the other's is newer.
    newest = given["lea"][-1]
    anna.keyboard.press("z")
    expect(anna.locator(f'figure[data-example="{given["anna"][-1]}"]')).to_be_visible()
    expect(lea.get_by_role("listitem").filter(has_text="anna")).to_have_count(2)
    assert stored(anna, team, newest)["label"] == "grass"
    assert stored(anna, team, newest)["who"] == "lea"

    # Both label one picture differently, as lea's label is long on its way: both are kept, and
    # both people see it.
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    lea.route("**/labels:set", hold)
    argued = label_next(lea, "grass")
    windows[0].open(f"/p/walls/explore?at={argued}")
    anna.get_by_role("toolbar").get_by_role("button", name="brick").click()
    while stored(anna, team, argued)["label"] != "brick":
        anna.wait_for_timeout(50)
    for route in waiting:
        route.continue_()
    lea.unroute("**/labels:set")
    for page in (anna, lea):
        expect(page.get_by_text("1 example has contradicting labels")).to_be_visible()
    anna.get_by_role("link", name="Settle").click()
    contradiction = anna.get_by_role("article")
    expect(contradiction).to_have_count(1)
    assert contradiction.get_attribute("data-example") == argued
    expect(contradiction).to_contain_text("anna,")
    expect(contradiction).to_contain_text("lea,")
    contradiction.get_by_role("button", name="grass").click()
    expect(anna.get_by_text("No contradictions")).to_be_visible()
    expect(lea.get_by_text("1 example has contradicting labels")).to_have_count(0)
    assert stored(anna, team, argued)["label"] == "grass"

    # Who labelled what is a filter.
    for name, own in (("anna", {argued, *given["anna"][:2]}), ("lea", {*given["lea"]})):
        windows[1].open(f"/p/walls/explore?who={name}&state=labelled")
        expect(lea.get_by_role("gridcell")).to_have_count(len(own))
    assert [each.faults for each in windows] == [[], []]
    for each in windows:
        each.context.close()
