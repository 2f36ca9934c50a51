"""The whole story: from the first visit to a call of the published function."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from browser.website import Site, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.running_server import Running
    from studio.studio_window import StudioWindow

LONG = 120_000  # milliseconds: the encoder starts, and everything is trained on a busy computer
COMMANDS = {"Python": [sys.executable, "-c"], "curl": ["sh", "-c"]}


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data."""
    folder = Path(os.environ.get("VIZSLA_TEST_DATA") or Path(__file__).parents[3] / "shared/data")
    if not (folder / "custom-vision").is_dir():
        pytest.skip(f"there is no {folder}; VIZSLA_TEST_DATA names another folder")
    return folder


def make_function(page: Page, button: str, chosen: Path, examples: int) -> None:
    """Choose files on the first screen, go on as it says, and wait until it has learnt."""
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name=button).click()
    asked.value.set_files(chosen)
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    page.get_by_role("button", name=f"Add {examples} examples").click(timeout=LONG)
    expect(page.get_by_text(f"{examples} examples were added.")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("It has learnt")).to_be_visible(timeout=LONG)


def publish(page: Page) -> None:
    """Publish what has been learnt, as the screen offers it."""
    page.get_by_role("main").get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish version 1").click(timeout=LONG)
    use = page.get_by_role("tab", name="Use it")
    expect(use).to_have_attribute("aria-selected", "true", timeout=LONG)


def shown_code(page: Page, title: str) -> str:
    """Return the code that the screen has to copy."""
    page.get_by_role("tab", name=title, exact=True).click()
    return page.get_by_role("group", name=title, exact=True).inner_text()


def run(title: str, code: str, folder: Path) -> str:
    """Run code in a folder, as a user does who has copied it."""
    home = {**os.environ, "VIZSLA_HOME": str(folder / "workspace")}
    command = [*COMMANDS[title], code]
    done = subprocess.run(
        command, cwd=folder, env=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, code + done.stderr
    return done.stdout


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as any web host does; give its address."""
    server = serve(site := Site(folders={"/": folder}))
    yield f"{site.url}/index.html"
    server.shutdown()
    server.server_close()


def test_pictures_become_a_function_that_programs_and_pages_call(
    studio: Running, window: StudioWindow, data: Path, tmp_path: Path
) -> None:
    images = data / "custom-vision" / "ImageClassification" / "Images"
    trees = tmp_path / "trees"
    for label in ("Hemlock", "Japanese_Cherry"):
        shutil.copytree(images / label, trees / label)
    shutil.copy(next(iter(sorted((images / "Test").iterdir()))), tmp_path / "photo.jpg")
    page = window.page
    make_function(page, "Choose a folder", trees, 20)
    publish(page)
    assert page.url.startswith(f"{studio.url}/studio/p/trees/publish")

    said = json.loads(run("curl", shown_code(page, "curl"), tmp_path))
    assert said["answer"] == "Hemlock"
    answer, score = run("Python", shown_code(page, "Python"), tmp_path).split()
    assert (answer, float(score)) == ("Hemlock", pytest.approx(said["score"], abs=1e-5))

    page.get_by_role("tab", name="Download").click()
    panel = page.locator("section", has=page.get_by_role("heading", name="Web page"))
    panel.get_by_role("button", name="Prepare").click()
    with page.expect_download(timeout=LONG) as download:
        panel.get_by_role("link", name=re.compile("^Download")).click(timeout=LONG)
    with ZipFile(download.value.path()) as zipped:
        zipped.extractall(tmp_path / "page")
    folder = next((tmp_path / "page").rglob("index.html")).parent
    with served(folder) as address:
        exported = window.context.browser.new_context().new_page()  # a page of another website
        exported.goto(address)
        status = exported.get_by_role("status")
        expect(status).to_have_text("Ready.", timeout=LONG)
        exported.get_by_label("Choose a picture").set_input_files(tmp_path / "photo.jpg")
        expect(status).to_contain_text("Hemlock", timeout=LONG)
        exported.context.close()


def test_an_export_of_luis_becomes_a_function_that_programs_call(
    studio: Running, window: StudioWindow, data: Path, tmp_path: Path
) -> None:
    del studio
    page = window.page
    make_function(page, "Choose files", data / "luis" / "HumanResources.json", 26)
    publish(page)
    code = shown_code(page, "curl")
    said = json.loads(run("curl", code, tmp_path))
    labels = {each["answer"] for each in said["alternatives"]}
    assert {"GetEmployeeBenefits", "GetEmployeeOrgChart"} <= labels
    answer = said["answer"]
    assert str(answer) in run("Python", shown_code(page, "Python"), tmp_path)
