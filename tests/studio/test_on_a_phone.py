"""The studio on a phone: what a thumb needs comes first, and nothing speaks of mice and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from playwright.sync_api import expect

from server.running_server import TIMEOUT
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from server.running_server import Running
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


def test_labelling_on_a_phone_has_all_at_the_thumb_and_can_be_undone(
    studio: Running,
    open_window: Callable[..., StudioWindow],
    textures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        for label in ("brick", "grass"):
            pictures = sorted((textures / label).iterdir())
            project.add(pictures[:1], label=label)
            project.add(pictures[1:5])
    page = open_window("/p/walls/label", **PHONE).page
    first = page.locator("figure")
    expect(first.locator("img")).to_be_in_viewport(ratio=1)
    number = str(first.get_attribute("data-example"))
    labels = page.get_by_role("complementary", name="Labels")
    for name in ("grass", "Not that", "Unsure", "Skip", "Undo"):
        expect(labels.get_by_role("button", name=name).first).to_be_in_viewport(ratio=1)
    labels.get_by_role("listitem").filter(has_text="grass").get_by_role("button").tap()
    expect(page.locator(f'figure[data-example="{number}"]')).to_have_count(0)
    labels.get_by_role("button", name="Undo").tap()
    expect(page.locator(f'figure[data-example="{number}"]')).to_be_visible()
    while httpx.get(f"{studio.url}/v1/projects/walls/examples/{number}", timeout=TIMEOUT).json()[
        "labels"
    ]:
        page.wait_for_timeout(50)


def test_without_https_a_phone_takes_photos_with_its_own_camera(
    studio: Running, open_window: Callable[..., StudioWindow], images: Path
) -> None:
    httpx.post(f"{studio.url}/v1/projects", json={"name": "mugs"}, timeout=TIMEOUT)
    window = open_window("/", **PHONE)
    window.context.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', { value: false })"
    )
    window.open("/p/mugs/camera")
    page = window.page
    expect(page.get_by_text("vizsla studio --phone")).to_be_visible()
    page.get_by_label("New label").fill("mug")
    page.get_by_role("button", name="Make").tap()
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Take a photo of mug").tap()
    assert asked.value.element.get_attribute("capture") == "environment"
    asked.value.set_files(images / "fish" / "01.jpg")
    expect(page.get_by_text("1 picture", exact=True)).to_be_visible()
