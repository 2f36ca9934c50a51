"""A folder for the web works wherever files are served."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import vizsla
from browser.program import FLAGS, program
from shop_sentences import write_sentences
from vizsla.bundle import write_bundle
from vizsla.errors import BundleExistsError
from vizsla.publish.web import write_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Playwright

    from vizsla.functions.image_classification import ImageClassifier


@pytest.fixture(autouse=True, scope="module")
def _compressed_once() -> Iterator[None]:
    """The runtime's files take seconds to compress: all tests share them."""
    module = import_module("vizsla.publish.web.write_web")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "runtime_files", cache(module.runtime_files))
        yield


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """Serve a folder with ``python -m http.server``, which does neither ranges nor compression."""
    started = []

    def serve(folder: Path) -> str:
        command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        started.append(process)
        assert process.stdout is not None
        address = re.search(r"http://[^/]+/", process.stdout.readline())
        assert address is not None
        return address[0]

    yield serve
    for process in started:
        process.kill()
        process.communicate()


def ask(page: Page, address: str, photo: Path) -> str:
    """Open the page, choose a photo as a person does, and return the page's answer."""
    page.goto(address)
    status = page.get_by_role("status")
    expect(status).to_have_text("Ready.", timeout=60_000)
    page.get_by_label("Choose a picture").set_input_files(photo)
    expect(status).not_to_have_text(re.compile("Ready|Looking"), timeout=30_000)
    return status.inner_text()


def test_entities_are_found_from_a_plain_server(
    context: BrowserContext, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    write_web(vizsla.load("recognize-text"), tmp_path / "site")
    assert not (tmp_path / "site" / "vizsla" / "engine").exists()
    page = context.new_page()
    page.goto(served(tmp_path / "site"))
    page.get_by_label("Text").fill("We want to pay forty dollars for this, and she wants a receipt")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("status")).to_have_text("Found:")
    expect(page.get_by_role("row")).to_have_text("forty dollarscurrency40, Dollar")
    page.get_by_role("button", name="Use an example").click()
    expect(page.get_by_role("row").filter(has_text="$120")).to_contain_text("currency")


def test_what_was_exported_before_stays(tmp_path: Path) -> None:
    runtime = tmp_path / "site" / "vizsla"
    for name in ("recognize-text", "classify-image", "recognize-text"):
        write_web(vizsla.load(name), tmp_path / "site", replace=True)
    names = ("recognize.js", "worker.js", "functions/classify-image/function.json")
    assert all((runtime / each).is_file() for each in names)


def test_a_shipped_function_answers_from_a_plain_server(
    context: BrowserContext, photographs: Path, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    write_web(vizsla.load("classify-image"), tmp_path / "site")
    answer = ask(context.new_page(), served(tmp_path / "site"), photographs / "chelsea.png")
    expected = vizsla.classify_image(photographs / "chelsea.png")
    assert answer == expected.in_words()


def test_a_published_function_joins_an_existing_folder(
    own: ImageClassifier,
    context: BrowserContext,
    photographs: Path,
    tmp_path: Path,
    served: Callable[[Path], str],
) -> None:
    site = tmp_path / "site"
    page = write_web(vizsla.load("describe-image"), site)
    first = page.read_bytes()
    write_web(own, site)
    assert page.read_bytes() == first
    with pytest.raises(BundleExistsError, match="option 'replace'"):
        write_web(own, site)
    write_web(own, site, replace=True)
    opened = context.new_page()
    answer = ask(opened, served(site), photographs / "grass.png")
    assert answer == own(photographs / "grass.png").in_words()
    assert own.why_never_sure is not None
    expect(opened.get_by_text(own.why_never_sure)).to_have_count(0)  # it would worry a visitor
    strange = ask(context.new_page(), served(site), photographs / "coffee.png")
    assert strange == own(photographs / "coffee.png").in_words()
    assert "unlike the training examples" in strange
    assert (site / "vizsla/functions/describe-image/function.json").is_file()


PASTE = """async (address) => {
    const content = await (await fetch(address)).blob();
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([content], "pasted.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""


def test_the_page_takes_pasted_pictures_and_the_camera_and_learns_a_name(
    playwright: Playwright, photographs: Path, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    write_web(vizsla.load("dog-breeds"), tmp_path)
    shutil.copy(photographs / "chelsea.png", tmp_path / "cat.png")
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *flags]) as browser:
        page = browser.new_context(permissions=["camera"]).new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(served(tmp_path))
        status = page.get_by_role("status")
        expect(status).to_have_text("Ready.", timeout=60_000)
        page.evaluate(PASTE, "cat.png")
        expect(status).to_contain_text("none of these", timeout=30_000)
        page.get_by_text("Teach it a name").click()
        page.get_by_label("Name").fill("Chelsea")
        page.get_by_role("button", name="Add this picture").click()
        expect(page.get_by_text("Chelsea: 1 picture")).to_be_visible()
        expect(status).to_have_text("Chelsea")
        page.get_by_role("button", name="Forget Chelsea").click()
        expect(status).to_contain_text("none of these")
        page.get_by_role("button", name="Use the camera").click()
        expect(page.locator("video")).to_be_visible()
        expect(status).not_to_have_text(re.compile("Looking|Chelsea"), timeout=30_000)
        page.get_by_role("button", name="Stop the camera").click()
        assert page.evaluate("document.querySelector('video').srcObject") is None
        assert errors == []


def test_a_function_of_texts_has_a_page_of_its_own(
    own: ImageClassifier, context: BrowserContext, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    sentences = write_sentences(tmp_path / "sentences")
    shop = vizsla.learn(sentences, kind="text-classification", save=tmp_path / "shop")
    write_web(shop, tmp_path / "site")
    write_web(own, tmp_path / "site")
    page = context.new_page()
    page.goto(served(tmp_path / "site"))
    status = page.get_by_role("status")
    expect(status).to_have_text("Ready.", timeout=60_000)
    page.get_by_label("Text").fill("please cancel order 815 🐕")
    page.get_by_role("button").click()
    expect(status).to_have_text(shop("please cancel order 815 🐕").in_words())


def test_a_folder_of_something_else_is_unchanged(own: ImageClassifier, tmp_path: Path) -> None:
    (tmp_path / "vizsla").mkdir()
    (tmp_path / "vizsla" / "notes.txt").write_text("mine")
    with pytest.raises(BundleExistsError, match="is not the runtime"):
        write_web(own, tmp_path)
    assert (tmp_path / "vizsla" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["../../out", "/etc/x", "..", "a</script>b", 'q"uote', "ä ö"])
def test_a_strangers_name_stays_in_the_folder_and_out_of_the_script(
    own: ImageClassifier, tmp_path: Path, name: str
) -> None:
    manifest = replace(own.manifest, name=name)
    files = {each: own.bundle.read(each) for each in manifest.files}
    write_bundle(tmp_path / "odd", manifest, files)
    page = write_web(vizsla.load(tmp_path / "odd"), tmp_path / "site" / "here").read_text("utf-8")
    assert {each.name for each in tmp_path.iterdir()} == {"odd", "site"}
    assert [each.name for each in (tmp_path / "site").iterdir()] == ["here"]
    assert page.count("</script>") == 1
    assert page.count('load("') == page.count('/", {') == 1


def test_a_page_that_cannot_load_says_what_to_do_and_logs_why(
    own: ImageClassifier, context: BrowserContext, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    write_web(own, tmp_path)
    for file in (tmp_path / "functions").rglob("*.gz"):
        file.write_bytes(b"broken")
    page = context.new_page()
    with page.expect_console_message(lambda message: "is not the file" in message.text):
        page.goto(served(tmp_path))
    expect(page.get_by_role("status")).to_contain_text("reload the page", timeout=60_000)
