"""The documentation's JavaScript runs as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.program import FLAGS, program

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

    from browser.website import Site

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(js \w+|html)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(language, code, id=f"{page.stem}-{language}-{number}")
    for page in PAGES
    for number, (language, code) in enumerate(BLOCK.findall(page.read_text("utf-8")))
]
# The page around a block: a photo, a bar, a video.
AROUND = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Waiting</title>
<script type="importmap">{"imports": {"@vizsla/runtime": "/vizsla/index.js"}}</script>
<progress></progress><video muted></video>
<script type="module">
  window.bar = document.querySelector("progress");
  window.video = document.querySelector("video");
  window.photo = await (await fetch("/park.jpg")).blob();
  window.onerror = window.onunhandledrejection = ({ message, reason }) => {
    document.title = `Failed: ${message ?? reason}`;
  };
  await import("./block.js");
  document.title = "Done";
</script></html>"""


def of(*languages: str) -> list[object]:
    return [each for each in BLOCKS if each.values[0] in languages]


@pytest.mark.parametrize(("language", "code"), of("js browser", "js bundler"))
def test_every_block_for_the_browser_runs(
    language: str, code: str, page: Page, site: Site, photographs: Path
) -> None:
    site.files["/park.jpg"] = (photographs / "astronaut.png").read_bytes()
    site.files["/block.html"] = AROUND.encode()
    site.files["/block.js"] = code.encode()
    page.goto(f"{site.url}/block.html")
    done = re.compile("^Done|^Failed: .*" if language == "js browser" else "^Done|: ")
    expect(page).to_have_title(done, timeout=60_000)
    assert not page.title().startswith("Failed"), page.title()


@pytest.mark.parametrize(("language", "code"), of("js camera"))
def test_the_camera_recipe_answers_what_the_camera_shows(
    language: str, code: str, playwright: Playwright, site: Site
) -> None:
    assert language == "js camera"
    site.files["/block.html"] = AROUND.encode()
    site.files["/block.js"] = code.encode()
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *flags]) as browser:
        page = browser.new_context(permissions=["camera"]).new_page()
        page.goto(f"{site.url}/block.html")
        expect(page).to_have_title(re.compile(r"^(?!Waiting|Done|Failed)"), timeout=60_000)
        is_on = "() => document.querySelector('video').srcObject.active"
        assert page.evaluate(is_on)
        page.evaluate("dispatchEvent(new Event('pagehide'))")
        assert not page.evaluate(is_on)


@pytest.mark.parametrize(("language", "code"), of("js node"))
def test_every_block_for_node_runs(
    language: str,
    code: str,
    node: Path,
    dist: Path,
    photographs: Path,
    bundle: Path,
    textures: Path,
    tmp_path: Path,
) -> None:
    assert language == "js node"
    (tmp_path / "node_modules" / "@vizsla").mkdir(parents=True)
    (tmp_path / "node_modules" / "@vizsla" / "runtime").symlink_to(dist.parent)
    shutil.copy(photographs / "astronaut.png", tmp_path / "park.jpg")
    shutil.copy(photographs / "grass.png", tmp_path / "new.jpg")
    shutil.copytree(bundle, tmp_path / "my-function")
    for label in ("brick", "grass"):
        (tmp_path / "photos" / label).mkdir(parents=True)
        shutil.copy(textures / label / "0.png", tmp_path / "photos" / label)
    (tmp_path / "it.mjs").write_text(code)
    done = subprocess.run(
        [node, "it.mjs"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("language", "code"), of("html"))
def test_the_documented_page_answers(
    language: str, code: str, page: Page, site: Site, images: Path
) -> None:
    assert language == "html"
    site.files["/page.html"] = code.encode()
    page.goto(f"{site.url}/page.html")
    status = page.get_by_role("status")
    expect(status).to_have_text("Ready.", timeout=60_000)
    page.get_by_label("A picture").set_input_files(images / "things" / "german_shepherd.jpg")
    expect(status).to_contain_text("German shepherd", timeout=30_000)
