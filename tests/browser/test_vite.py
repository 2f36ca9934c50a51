"""The docs' way with Vite works: installed, copied, built, served."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.website import Site

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"
DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "browser.md"


def test_an_app_built_with_vite_answers(
    page: Page, site: Site, node: Path, dist: Path, photographs: Path, tmp_path: Path
) -> None:
    app = tmp_path / "app"
    (app / "node_modules" / "@vizsla").mkdir(parents=True)
    shutil.copy(photographs / "chelsea.png", tmp_path / "cat.png")
    # As npm installs it: what `files` of package.json names, and no link into the project.
    installed = app / "node_modules" / "@vizsla" / "runtime"
    shutil.copytree(dist, installed / "dist")
    shutil.copy(RUNTIME / "package.json", installed)
    subprocess.run([node, installed / "dist" / "copy.js", app / "public" / "vizsla"], check=True)
    code = DOCS.read_text("utf-8").split("```js vite\n")[1].split("```")[0]
    photo = "const photo = await (await fetch('/cat.png')).blob();\n"
    (app / "main.js").write_text(photo + code)
    (app / "index.html").write_text(
        "<!doctype html><title>Waiting</title><script type='module' src='/main.js'></script>"
    )
    (app / "package.json").write_text(json.dumps({"private": True, "type": "module"}))
    vite = RUNTIME / "node_modules" / "vite" / "bin" / "vite.js"
    options = ["--logLevel", "error"]
    subprocess.run([node, vite, "build", *options], cwd=app, check=True, timeout=100)

    site.folders = {"/": app / "dist"}
    site.files = {
        "/": (app / "dist" / "index.html").read_bytes(),
        "/cat.png": (tmp_path / "cat.png").read_bytes(),
        "/favicon.ico": b"",
    }
    page.goto(f"{site.url}/")
    expect(page).not_to_have_title("Waiting", timeout=60_000)
    assert "cat" in page.title()
