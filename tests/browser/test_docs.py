"""The documentation's JavaScript runs as it stands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

import vizsla
from browser.program import FLAGS, program
from printed_lines import said_in_comments, unlike

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
def test_every_block_for_the_browser_runs(language: str, code: str, page: Page, site: Site) -> None:
    site.files["/park.jpg"] = vizsla.samples.image().read_bytes()
    site.files["/block.html"] = AROUND.encode()
    site.files["/block.js"] = code.encode()
    printed: list[str] = []
    page.on("console", lambda said: printed.append(said.text) if said.type == "log" else None)
    page.goto(f"{site.url}/block.html")
    done = re.compile("^Done|^Failed: .*" if language == "js browser" else "^Done|: ")
    expect(page).to_have_title(done, timeout=60_000)
    assert not page.title().startswith("Failed"), page.title()
    said, output = said_in_comments(code), "\n".join(printed)
    assert not said or not unlike(said, output), unlike(said, output)


@pytest.mark.parametrize(("language", "code"), of("js camera"))
def test_the_camera_recipe_answers_what_the_camera_shows(
    language: str, code: str, playwright: Playwright, site: Site
) -> None:
    assert language == "js camera"
    recipe = (ROOT / "docs/how-to/camera.md").read_text("utf-8")
    (around,) = re.findall(r"^```html camera\n(.*?)^```$", recipe, re.MULTILINE | re.DOTALL)
    site.files["/camera.html"] = around.encode()
    site.files["/camera.js"] = code.encode()
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *flags]) as browser:
        page = browser.new_context(permissions=["camera"]).new_page()
        page.goto(f"{site.url}/camera.html")
        text = page.get_by_role("status")
        expect(text).to_have_text(re.compile(r"^(?!Loading).+"), timeout=60_000)
        is_on = "() => document.querySelector('video').srcObject.active"
        assert page.evaluate(is_on)
        page.evaluate("dispatchEvent(new Event('pagehide'))")
        assert not page.evaluate(is_on)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory, dist: Path) -> Path:
    """The sample files, a function of them, and the package."""
    folder = tmp_path_factory.mktemp("node")
    vizsla.samples.write(folder)
    vizsla.learn(folder / "photos").save(folder / "my-function")
    (folder / "node_modules" / "@vizsla").mkdir(parents=True)
    (folder / "node_modules" / "@vizsla" / "runtime").symlink_to(dist.parent)
    return folder


@pytest.mark.parametrize(("language", "code"), of("js node"))
def test_every_block_for_node_runs(language: str, code: str, node: Path, beside: Path) -> None:
    assert language == "js node"
    (beside / "it.mjs").write_text(code)
    done = subprocess.run([node, "it.mjs"], cwd=beside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = said_in_comments(code)
    assert not said or not unlike(said, done.stdout), unlike(said, done.stdout)


def test_the_server_of_the_page_about_node_answers(node: Path, beside: Path) -> None:
    page = (ROOT / "docs/how-to/node.md").read_text("utf-8")
    (code,) = re.findall(r"^```js server.mjs\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    listening = ".listen(8080, "
    assert listening in code
    tell = ", function () { console.log(this.address().port); })"
    code = code.replace(f'{listening}"127.0.0.1")', f'.listen(0, "127.0.0.1"{tell}')
    (beside / "server.mjs").write_text(code)
    with subprocess.Popen(
        [node, "server.mjs"], cwd=beside, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            url = f"http://127.0.0.1:{int(server.stdout.readline())}/"
            photo = (beside / "park.jpg").read_bytes()
            assert httpx.post(url, content=photo, timeout=60).json()["answer"] == "German shepherd"
            bad = httpx.post(url, content=b"no image", timeout=60)
            assert (bad.status_code, bad.json()) == (400, {"code": "input-format"})
        finally:
            server.kill()


def test_the_components_of_the_page_about_the_camera_can_be_read(dist: Path) -> None:
    """Both were run by hand with React, Vue and Vite, which are no part of this project."""
    esbuild = dist.parent / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("there is no esbuild: npm ci in web/runtime brings it")
    page = (ROOT / "docs/how-to/camera.md").read_text("utf-8")
    (react,) = re.findall(r"^```jsx react\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (vue,) = re.findall(r"^<script setup>\n(.*?)^</script>$", page, re.MULTILINE | re.DOTALL)
    for code in (react, vue):
        command = [str(esbuild), "--loader=jsx", "--format=esm"]
        done = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
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
