"""Toasts: one at a time, never over what is to be pressed, and not across screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App

# The buttons and links in view that another element lies over, once they are scrolled to.
COVERED = """() => [...document.querySelectorAll("main :is(button, a, input, select), .tabs a")]
    .filter((element) => element.checkVisibility() && element.getClientRects().length > 0)
    .filter((element) => !element.classList.contains("skip"))
    .filter((element) => {
        if (element.closest("main")) element.scrollIntoView({ block: "center" });
        const { x, y, width, height } = element.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return top?.closest(".toasts") !== null;
    })
    .map((element) => element.textContent)"""


@pytest.mark.parametrize("size", [(390, 844), (360, 640), (844, 390), (1280, 800)])
def test_a_toast_lies_over_nothing_that_is_pressed(
    app: App, tmp_path: Path, size: tuple[int, int]
) -> None:
    notes = tmp_path / "notes.zip"
    notes.write_bytes(b"not a zip")
    app.page.set_viewport_size({"width": size[0], "height": size[1]})
    app.ready().import_archive(notes)
    expect(app.page.locator(".toast")).to_be_visible()
    assert app.page.evaluate(COVERED) == []


def test_there_is_one_toast_at_a_time_and_it_ends_with_its_screen(app: App, tmp_path: Path) -> None:
    toast = app.page.locator(".toast")
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK\5\6" + bytes(18))  # an empty zip
    notes = tmp_path / "notes.zip"
    notes.write_bytes(b"not a zip")
    app.ready().import_archive(other)
    expect(toast).to_contain_text("exported from Dog Scope")
    app.import_archive(notes)
    expect(toast).to_contain_text("t a zip, or it")
    expect(toast).to_have_count(1)
    app.page.get_by_role("link", name="Kennel").click()
    expect(toast).to_have_count(0)


def test_a_toast_on_the_camera_moves_the_paw_up(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    shepherd.button("Let it go").click()
    expect(shepherd.button("Undo")).to_be_visible()
    assert shepherd.page.evaluate(COVERED) == []
