"""The site of the docs has an entry for everything public, and no page leaves it."""

from __future__ import annotations

import inspect
import json
import re
import runpy
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from playwright.sync_api import expect

import vizsla
from browser.website import Site, serve
from docs.built_site import ROOT, build_site
from vizsla.cli import app
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

AXE = ROOT / "web" / "studio" / "node_modules" / "axe-core" / "axe.min.js"
LOOKED_AT = (
    "index.html",
    "how-to/call.html",
    "reference/python/answers.html",
    "reference/labels/detect-objects.html",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    return build_site(shared / "site-of-the-docs")


@pytest.fixture
def served(site: Path) -> Iterator[Site]:
    """A server with the site, as any static host."""
    found = Site(folders={"/": site})
    server = serve(found)
    yield found
    server.shutdown()
    server.server_close()


def anchors(site: Path, folder: str) -> set[str]:
    pages = (site / folder).rglob("*.html")
    return {
        each for page in pages for each in re.findall(r' id="([^"]+)"', page.read_text("utf-8"))
    }


def test_every_public_name_has_an_entry(site: Path) -> None:
    names = {f"vizsla.{name}" for name in vizsla.__all__ if name != "__version__"}
    names |= {f"vizsla.Project.{name}" for name in public(Project)}
    names |= {
        f"vizsla.Function.{name}" for name in ("__call__", "over", "explain", "save", "close")
    }
    names |= {f"vizsla.samples.{name}" for name in vizsla.samples.__all__}
    assert names - anchors(site, "reference/python") == set()


def public(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}


def test_every_command_and_option_is_listed(site: Path) -> None:
    page = unescape(re.sub(r"<[^>]+>", "", (site / "reference/commands.html").read_text("utf-8")))
    for words, command in commands(typer.main.get_command(app)):
        _, _, section = page.partition(f"\nvizsla {words}")
        assert section, words
        for each in command.params:
            if each.param_type_name == "option" and each.name != "help":
                assert max(each.opts, key=len) in section, f"{words}: {each.opts}"


def commands(group: Any, *path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


def test_every_label_is_listed(site: Path) -> None:
    page = (site / "reference/labels/classify-image.html").read_text("utf-8")
    assert {each.id for each in vizsla.classify_image.manifest.labels} <= set(
        re.findall(r"n\d{8}", page)
    )


def test_the_functions_of_the_runtime_are_listed(site: Path) -> None:
    found = anchors(site, "reference/javascript")
    assert {"describeimage", "classifyimage", "detectobjects", "load", "answer"} <= found


def test_search_knows_every_page(site: Path) -> None:
    search = json.loads((site / "search.json").read_text("utf-8"))
    known = {each["location"].partition("#")[0] for each in search["items"]}
    pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}
    demos = {each for each in pages if each.startswith("demos/")}  # they are no pages of the docs
    assert pages - known - demos <= {"404.html"}


def test_the_site_is_small(site: Path) -> None:
    assets = site / "assets"
    shown = [
        site / "index.html",
        *(assets / "stylesheets" / "modern").glob("*.css"),
        *(assets / "javascripts").glob("*.js"),
        *assets.glob("*"),
    ]
    assert sum(each.stat().st_size for each in shown if each.is_file()) < 500_000
    files = [each for each in site.rglob("*") if each.is_file()]
    demos = [each for each in files if each.is_relative_to(site / "demos")]
    assert sum(each.stat().st_size for each in demos) < 25_000_000
    assert sum(each.stat().st_size for each in set(files) - set(demos)) < 20_000_000


@pytest.mark.parametrize("way", ["served", "as a file"])
def test_no_page_asks_anything_outside_and_search_finds_a_word(
    way: str, site: Path, served: Site, chromium: Browser
) -> None:
    start = f"{served.url}/" if way == "served" else f"{site.as_uri()}/"
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    for path in LOOKED_AT:
        page.goto(f"{start}{path}")
    search = page.get_by_role("combobox", name="Search")
    for _ in range(100):  # the page's script may not be ready for the key
        if search.is_visible():
            break
        page.keyboard.press("Control+k")
        page.wait_for_timeout(500)
    search.press_sequentially("calibrated", delay=20)
    found = page.get_by_role("option").filter(has_text="calibrated")
    expect(found.first).to_be_visible(timeout=60_000)
    page.context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith((start, "data:", "blob:", "about:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, served: Site, chromium: Browser) -> None:
    faults = []
    for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
        page = chromium.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        for path in LOOKED_AT:
            page.goto(f"{served.url}/{path}")
            faults += [f"{path} {size['width']}: {each}" for each in violations(page)]
        page.context.close()
    assert not faults, "\n".join(faults)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    run: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run({resultTypes: ["violations"]})).violations"""
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in run for node in each["nodes"][:3]]


def test_a_demo_answers_and_after_one_visit_without_a_network(
    chromium: Browser, served: Site, photographs: Path
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.url}/demos.html")
        page.get_by_role("link", name="Describe a picture").last.click()
        status = page.get_by_role("status")
        expect(status).to_have_text("Ready.", timeout=60_000)
        page.get_by_label("Choose a picture").set_input_files(photographs / "chelsea.png")
        expect(status).to_contain_text("cat", timeout=60_000)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        context.set_offline(True)
        page.reload()
        expect(status).to_have_text("Ready.", timeout=60_000)
        page.get_by_label("Choose a picture").set_input_files(photographs / "chelsea.png")
        expect(status).to_contain_text("cat", timeout=60_000)


def test_a_version_leads_to_the_same_page_of_another_or_to_its_home(
    chromium: Browser, site: Path, tmp_path: Path
) -> None:
    publish = runpy.run_path(str(ROOT / "scripts" / "publish_docs.py"))["publish_docs"]
    for version in ("0.2.0", "0.10.0"):
        publish(site, tmp_path, version)
    (tmp_path / "0.2.0" / "glossary.html").unlink()
    served = Site(folders={"/docs/": tmp_path})
    server = serve(served)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.url}/docs/index.html")
        page.wait_for_url("**/docs/0.10.0/index.html")
        page.goto(f"{served.url}/docs/0.10.0/how-to/call.html#many-inputs")
        choose_version(page, "0.2.0")
        page.wait_for_url("**/docs/0.2.0/how-to/call.html#many-inputs")
        choose_version(page, "0.10.0")
        page.wait_for_url("**/docs/0.10.0/how-to/call.html#many-inputs")
        page.goto(f"{served.url}/docs/0.10.0/glossary.html")
        choose_version(page, "0.2.0")
        page.wait_for_url("**/docs/0.2.0/index.html")
        expect(page.get_by_role("button", name="Version")).to_have_text("0.2.0")
        assert violations(page) == []
    server.shutdown()
    server.server_close()


def choose_version(page: Page, version: str) -> None:
    page.get_by_role("button", name="Version").focus()
    page.get_by_role("link", name=version, exact=True).click()


def test_the_page_on_learning_can_be_moved(chromium: Browser, served: Site) -> None:
    with chromium.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{served.url}/demos/how-a-function-learns.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        slider = page.get_by_role("slider").first
        before = slider.get_attribute("aria-valuenow") or ""
        slider.press("ArrowRight")
        expect(slider).not_to_have_attribute("aria-valuenow", before)
