"""Entities of texts, from static files: in a page, in Node, and in an app built with Vite."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

import vizsla

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.website import Site

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"
TEXT = "Two vets paid $1,250.50, call 555 123 4567 or write to jo@example.org by 5 May 2026"
DETECTED = "Das kostet 1.250,75 Euro im Jahr, und das ist nicht viel"


ASK = """async ([text, options]) => {
  const { recognizeText } = await import("/vizsla/recognize.js");
  return recognizeText(text, options);
}"""


def tables_of(site: Site) -> list[str]:
    """Return the names of the tables, and of what reads dates, that were fetched."""
    names = [each.path.rpartition("/")[2] for each in site.requests if "/recognize/" in each.path]
    return sorted(name.split("-")[0] for name in names if not name.startswith("chunk-"))


def test_a_page_reads_english_with_the_english_tables_alone(page: Page, site: Site) -> None:
    found = page.evaluate(ASK, [TEXT, {"language": "en"}])
    assert found == vizsla.recognize_text(TEXT, language="en").to_dict()
    assert tables_of(site) == ["dateFinder", "en", "enDates"]


def test_a_page_that_asks_for_no_dates_does_not_load_what_reads_them(
    page: Page, site: Site
) -> None:
    kinds = ["number", "currency"]
    found = page.evaluate(ASK, [TEXT, {"language": "en", "kinds": kinds}])
    assert found == vizsla.recognize_text(TEXT, language="en", kinds=kinds).to_dict()
    assert tables_of(site) == ["en"]


def test_a_page_tells_the_language(page: Page, site: Site) -> None:
    del site
    found = page.evaluate(
        """async (text) => {
          const { recognizeText } = await import("/vizsla/recognize.js");
          return recognizeText(text);
        }""",
        DETECTED,
    )
    assert found == vizsla.recognize_text(DETECTED).to_dict()
    assert found["language"] == "de"


def installed_in(app: Path, dist: Path) -> None:
    """Install the runtime as npm does."""
    runtime = app / "node_modules" / "@vizsla" / "runtime"
    shutil.copytree(dist, runtime / "dist")
    shutil.copy(RUNTIME / "package.json", runtime)
    (app / "package.json").write_text(json.dumps({"private": True, "type": "module"}))


def test_node_answers_as_python(node: Path, dist: Path, tmp_path: Path) -> None:
    installed_in(tmp_path, dist)
    code = f"""
      import {{ recognizeText }} from "@vizsla/runtime/recognize";
      console.log(JSON.stringify(await recognizeText({json.dumps(TEXT)})));
    """
    (tmp_path / "main.js").write_text(code)
    done = subprocess.run(
        [node, "main.js"], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    )
    found: dict[str, Any] = json.loads(done.stdout)
    assert found == vizsla.recognize_text(TEXT).to_dict()


def test_an_app_built_with_vite_needs_no_copied_files(
    page: Page, site: Site, node: Path, dist: Path, tmp_path: Path
) -> None:
    installed_in(tmp_path, dist)
    (tmp_path / "main.js").write_text(
        """import { recognizeText } from "@vizsla/runtime/recognize";
        const { entities } = await recognizeText("two dogs for $40", { language: "en" });
        document.title = entities.map(({ text }) => text).join(", ");"""
    )
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Waiting</title><script type='module' src='/main.js'></script>"
    )
    vite = RUNTIME / "node_modules" / "vite" / "bin" / "vite.js"
    build = [node, vite, "build", "--logLevel", "error"]
    subprocess.run(build, cwd=tmp_path, check=True, timeout=100)
    site.folders = {"/": tmp_path / "dist"}
    site.files = {"/": (tmp_path / "dist" / "index.html").read_bytes(), "/favicon.ico": b""}
    page.goto(f"{site.url}/")
    expect(page).to_have_title("two, $40", timeout=60_000)
