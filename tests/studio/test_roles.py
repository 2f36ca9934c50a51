"""The screens offer to each person what that person may do, and nothing that is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from studio.team_site import TeamWindow, team_studio
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from server.running_server import Running

PEOPLE = {"vera": "viewer", "lea": "labeller", "anna": "owner"}
OWN, ALL = "/p/walls", "/"
# The buttons, links and keys of a screen that not everybody may use.
LABELLERS = {
    f"{OWN}/explore": ("Explore again", "Add examples"),
    f"{OWN}/label": ("Unsure", "Skip", "Choose keys of labels"),
    f"{OWN}/label?view=settle": ("brick", "grass"),
    f"{OWN}/train": ("Train again",),
    f"{OWN}/test": ("Test again",),
    f"{OWN}/publish?view=download": ("Prepare", "Prepare again"),
    f"{OWN}/features": ("Measure what helps", "Measure again"),
    f"{OWN}/add": ("Choose a folder", "Choose files"),
}
OWNERS = {
    ALL: ("Make a function",),
    f"{OWN}/features": ("Add a list", "Add a pattern"),
    f"{OWN}/publish?view=release": ("Publish version 2",),
    f"{OWN}/publish?view=card": ("Save",),
    f"{OWN}/publish?view=keys": ("New key",),
    "/people?view=team": ("Invite somebody",),
}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, textures: Path) -> Iterator[Running]:
    """A server with a project that is labelled, trained, tested and published."""
    home = tmp_path_factory.mktemp("team")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(home))
        with Project.open("walls", who="anna") as project:
            for label in ("brick", "grass"):
                files = sorted((textures / label).iterdir())[:12]
                project.add(files[:-2], label=label)
                project.add(files[-2:])
            project.explore()
            run = project.train()
            project.test(run)
            project.publish(run)
            project.keep_exploration()
            for who, label in (("lea", "grass"), ("anna", "brick")):
                project._store.label_beside([1], label, who)
    with team_studio(home, PEOPLE, "--no-retraining") as server:
        yield server


def settled(page: Page) -> None:
    """Wait until the screen has all that it asked for."""
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("status").filter(has_text="Loading")).to_have_count(0)


def controls(page: Page, name: str) -> Locator:
    """Return the buttons and links of a name."""
    exactly = re.compile(rf"^{name}( ?\d)?$")  # a label may have a key
    return page.get_by_role("button", name=exactly).or_(page.get_by_role("link", name=exactly))


@pytest.mark.parametrize("name", list(PEOPLE))
def test_nothing_is_offered_that_is_refused(chromium: Browser, team: Running, name: str) -> None:
    window = TeamWindow.of(chromium, team, name, ALL)
    page, role = window.page, PEOPLE[name]
    offered: set[str] = set()
    for path in dict.fromkeys((*LABELLERS, *OWNERS, f"{OWN}/inside", f"{OWN}/camera", "/new")):
        window.open(path)
        settled(page)
        for table, roles in ((LABELLERS, {"owner", "labeller"}), (OWNERS, {"owner"})):
            for button in table.get(path, ()):
                found = controls(page, button).count()
                offered |= {f"{path} {button}"} if found else set()
                assert not found or role in roles, f"{button!r} is offered to a {role} on {path}"
        for key in ("1", "n", "u", "s", "z", "t", "Escape") if role == "viewer" else ():
            page.keyboard.press(key)
        settled(page)
    # The names above are those of the screens.
    screens = {each.partition(" ")[0] for each in offered}
    allowed = {"owner": {*LABELLERS, *OWNERS}, "labeller": {*LABELLERS}, "viewer": set()}
    assert allowed[role] <= screens | {f"{OWN}/features"}
    assert window.faults == []
    window.context.close()


def test_a_viewer_reads_why_and_looks_at_a_picture(chromium: Browser, team: Running) -> None:
    window = TeamWindow.of(chromium, team, "vera", f"{OWN}/label")
    page = window.page
    expect(page.get_by_text("Viewers do not label examples")).to_be_visible()
    expect(page.get_by_role("complementary").first).to_contain_text("you see everything")
    window.open(f"{OWN}/publish")
    expect(page.get_by_text("Only owners publish")).to_be_visible()
    window.open(f"{OWN}/explore")
    page.get_by_role("gridcell").first.click()
    bar = page.get_by_role("toolbar")
    expect(bar.get_by_role("button", name="More like this")).to_be_visible()
    expect(bar.get_by_role("button", name="brick")).to_have_count(0)
    assert window.faults == []
    window.context.close()
