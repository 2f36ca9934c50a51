"""The Train room trains, cancels and compares; the Features room measures what helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from server.running_server import Running
    from studio.studio_window import StudioWindow

LONGEST = 60_000.0  # milliseconds: a training on a busy computer


def test_a_training_is_watched_cancelled_and_set_beside_the_one_before(
    studio: Running,
    open_window: Callable[..., StudioWindow],
    tmp_path: Path,
    textures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
    page = open_window("/p/walls/train").page
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("heading", name="Run 1")).to_be_visible(timeout=LONGEST)
    expect(page.get_by_role("img", name="Right answers").first).to_be_visible()

    page.get_by_role("button", name="Train again").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(re.compile("cancelled the last training"))).to_be_visible()
    expect(page.get_by_role("heading", name="Run 2")).to_have_count(0)

    page.get_by_role("button", name="Train again").first.click()
    expect(page.get_by_role("heading", name="Run 2")).to_be_visible(timeout=LONGEST)
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile("with=1"))
    expect(page.get_by_text("Both answer the same test examples rightly.")).to_be_visible(
        timeout=LONGEST
    )
    page.get_by_role("switch", name="Train in the background as people label").press("Space")
    expect(page.get_by_text(re.compile(r"after \d+ more changed labels"))).to_be_visible()


def test_a_feature_shows_what_it_adds_before_it_is_used(
    studio: Running,
    open_window: Callable[..., StudioWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    towns = [
        f"{a}{b}" for a in ("bre", "kal", "mo", "ter", "wil", "sa") for b in ("dun", "ga", "li")
    ]
    rows = [
        f"the van to {town},{('north', 'south')[n % 2]},{n % 2}" for n, town in enumerate(towns)
    ]
    table = tmp_path / "towns.csv"
    table.write_text("\n".join(("text,label,depot", *rows)), encoding="utf-8")
    with Project.open("towns", kind="text-classification") as project:
        project.add(table, label_column="label")
    page = open_window("/p/towns/features").page
    page.get_by_role("button", name="Measure what helps").click()
    depot = page.get_by_role("listitem").filter(has_text="depot")
    expect(depot.get_by_text(re.compile("points of right answers"))).to_be_visible(timeout=LONGEST)
    depot.get_by_role("switch").press("Space")
    expect(page.get_by_text("counts from the next training on.")).to_be_visible()

    page.get_by_role("button", name="Add a list").click()
    page.get_by_label("Name").fill("northern")
    page.get_by_label("Words and phrases").fill("\n".join(towns[::2]))
    page.get_by_role("button", name="Save and measure").click()
    northern = page.get_by_role("listitem").filter(has_text="northern")
    expect(northern.get_by_text(re.compile(r"in \d+ examples"))).to_be_visible(timeout=LONGEST)
    northern.get_by_role("button", name="Remove “northern”").click()
    title = page.get_by_role("heading", name="northern")
    expect(title).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(title).to_be_visible()
