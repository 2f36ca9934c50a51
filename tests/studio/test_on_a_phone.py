"""The studio on a phone: what a thumb needs comes first, and nothing speaks of mice and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.studio_window import StudioWindow

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


def test_a_phone_offers_its_camera_first_then_its_photos(
    open_window: Callable[..., StudioWindow],
) -> None:
    page = open_window("/new", **PHONE).page
    ways = page.get_by_role("region", name="Show it what to tell apart").get_by_role("button")
    expect(ways.first).to_have_text("Use the camera")
    expect(ways.nth(1)).to_have_text("Choose photos")
    expect(ways.nth(2)).to_have_text("Play with a sample")
    expect(page.get_by_text("Drop a folder")).to_have_count(0)
    with page.expect_file_chooser() as asked:
        ways.nth(1).click()
    assert asked.value.element.get_attribute("accept") == "image/*"

    desk = open_window("/new").page
    expect(desk.get_by_role("heading", name="Drop a folder or files here")).to_be_visible()
