"""The first minutes: a folder or the camera becomes a function that has learnt."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import expect

from browser.program import FLAGS, program
from server.running_server import TIMEOUT
from studio.studio_window import StudioWindow

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Playwright

    from server.running_server import Running

LONG = 120_000  # milliseconds: a job begins a process
FRAMES = 30  # that are tried
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def test_a_folder_becomes_a_function_that_has_learnt(
    studio: Running, window: StudioWindow, images: Path, tmp_path: Path
) -> None:
    for label in ("fish", "windmill"):
        for number in range(1, 6):
            target = tmp_path / "My pictures" / label / f"{number}.jpg"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(images / label / f"{number:02}.jpg", target)
    (tmp_path / "My pictures" / "fish" / "broken.jpg").write_bytes(b"no picture")
    page = window.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(tmp_path / "My pictures")
    expect(page.get_by_label("Name of the function")).to_have_value("my-pictures")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Label for windmill").fill("mill")
    page.get_by_role("button", name="Add 11 examples").click()
    expect(page.get_by_text("10 examples were added.")).to_be_visible(timeout=LONG)
    expect(
        page.get_by_role("list", name="The newest examples").get_by_role("listitem")
    ).to_have_count(10)
    page.get_by_text("1 file could not be added").click()
    expect(page.get_by_text("fish/broken.jpg", exact=True)).to_be_visible()
    expect(page.get_by_text("It has learnt")).to_be_visible(timeout=LONG)
    found = httpx.get(f"{studio.url}/v1/projects/my-pictures", timeout=TIMEOUT).json()
    assert {each["name"]: each["count"] for each in found["labels"]} == {"fish": 5, "mill": 5}
    page.reload()  # all of it stands in the address
    expect(page.get_by_text("10 examples were added.")).to_be_visible()
    page.get_by_role("link", name="Vizsla: all projects").click()
    expect(page.get_by_role("link", name="my-pictures")).to_be_visible()


def test_what_is_held_before_the_camera_is_learnt_and_answered(
    studio: Running, playwright: Playwright
) -> None:
    httpx.post(
        f"{studio.url}/v1/projects", json={"name": "mugs", "trains_itself": True}, timeout=TIMEOUT
    )
    with playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *CAMERA]) as browser:
        window = StudioWindow(
            browser.new_context(permissions=["camera"], locale="en-GB"), f"{studio.url}/studio"
        )
        window.open("/p/mugs/camera")
        page = window.page
        for number, label in enumerate(("mug", "nothing"), 1):
            page.get_by_label("New label").fill(label)
            page.get_by_role("button", name="Make").click()
            hold = page.get_by_role("button", name=f"Take pictures of {label}")
            expect(hold).to_be_enabled()
            for _ in range(5):
                hold.click()  # one picture each, another frame
            row = page.get_by_role("listitem").filter(has=hold)
            for _ in range(FRAMES):  # one that shows what an earlier one did adds nothing
                page.keyboard.press(str(number))
                page.wait_for_timeout(300)
                if re.search(r"(?:[6-9]|\d\d) pictures", row.inner_text()):
                    break
            expect(row).to_contain_text(re.compile(r"(?:[6-9]|\d\d) pictures"))
        said = page.get_by_role("region", name="What it says now")
        expect(said).to_be_visible(timeout=LONG)
        assert said.inner_text().startswith(("mug", "nothing"))
        assert window.faults == []
