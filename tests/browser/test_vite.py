"""An app with Vite calls functions by an import alone, as the docs say: developed, and built."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from browser.website import Site

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"
DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "bundlers.md"
PHOTO = "const photo = await (await fetch(`${import.meta.env.BASE_URL}cat.png`)).blob();\n"
# What a page loads for `describeImage`, beside its own code.
ONE_ANSWER = {
    "worker.js",
    "engine/litert_wasm_internal.js",
    "engine/litert_wasm_lean.wasm.gz",
    *(f"functions/{each}-image/function.json" for each in ("classify", "describe")),
    *(f"functions/{each}-image/head.safetensors.gz" for each in ("classify", "describe")),
    "functions/classify-image/taxonomy.json.gz",
    "functions/detect-objects/function.json",
    "graphs/*.tflite.gz",
}


def block(language: str) -> str:
    return DOCS.read_text("utf-8").split(f"```{language}\n")[1].split("```")[0]


@pytest.fixture(scope="module")
def app(dist: Path, photographs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An app with the runtime installed as npm does it: no link into the project."""
    app = tmp_path_factory.mktemp("vite") / "app"
    installed = app / "node_modules" / "@vizsla" / "runtime"
    shutil.copytree(dist, installed / "dist", ignore=shutil.ignore_patterns("types"))
    shutil.copy(RUNTIME / "package.json", installed)
    (app / "node_modules" / "vite").symlink_to(RUNTIME / "node_modules" / "vite")
    (app / "public").mkdir()
    shutil.copy(photographs / "chelsea.png", app / "public" / "cat.png")
    (app / "package.json").write_text(json.dumps({"private": True, "type": "module"}))
    (app / "vite.config.js").write_text(block("js vite-config"))
    (app / "main.js").write_text(PHOTO + block("js vite"))
    (app / "index.html").write_text(
        "<!doctype html><title>Waiting</title><link rel='icon' href='data:,'>"
        "<script type='module' src='/main.js'></script>"
    )
    return app


@pytest.fixture
def vite(app: Path, node: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Vite in the app's folder."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> subprocess.Popen[str]:
        program = RUNTIME / "node_modules" / "vite" / "bin" / "vite.js"
        process = subprocess.Popen(
            [node, program, *words],
            cwd=app,
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def answer_at(page: Page, address: str, folder: str) -> tuple[str, set[str]]:
    """Return the title that the page gets, and what it loads from the runtime's folder."""
    loaded = set()
    page.context.on("request", lambda request: loaded.add(request.url))
    page.goto(address)
    expect(page).not_to_have_title("Waiting", timeout=60_000)
    below = {url.partition(folder)[2] for url in loaded if folder in url}
    return page.title(), {re.sub("[0-9a-f]{64}", "*", each) for each in below}


def expected(app: Path) -> str:
    answer, score = vizsla.describe_image(app / "public" / "cat.png")
    return f"{answer}: {score}"


@pytest.mark.parametrize("base", ["/app/", "./"])
def test_a_built_app_answers_and_has_only_what_it_uses(
    app: Path, page: Page, site: Site, vite: Callable[..., subprocess.Popen[str]], base: str
) -> None:
    build = vite("build", "--base", base)
    printed, _ = build.communicate(timeout=100)
    assert build.returncode == 0, printed
    assert "MB: classify-image, describe-image, detect-objects\n" in printed
    site.folders = {"/app/": app / "dist"}
    site.files = {"/app/": (app / "dist" / "index.html").read_bytes()}
    title, loaded = answer_at(page, f"{site.url}/app/", "/app/vizsla/")
    assert title == expected(app)
    assert loaded == ONE_ANSWER
    written = app / "dist" / "vizsla"
    assert not (written / "functions" / "dog-breeds").exists()
    assert not (written / "text.js").exists()
    sizes = [each.stat().st_size for each in written.rglob("*") if each.is_file()]
    assert sum(sizes) < 11e6


def test_the_development_server_answers(
    app: Path, page: Page, vite: Callable[..., subprocess.Popen[str]]
) -> None:
    server = vite("--base", "/app/", "--port", "0", "--host", "127.0.0.1")
    assert server.stdout is not None
    found = (re.search(r"http://127\.0\.0\.1:\d+/app/", line) for line in server.stdout)
    address = next(each[0] for each in found if each)
    title, loaded = answer_at(page, address, "/app/vizsla/")
    assert title == expected(app)
    assert loaded == ONE_ANSWER


def test_a_build_for_the_server_leaves_the_runtime_to_node(
    app: Path, vite: Callable[..., subprocess.Popen[str]]
) -> None:
    build = vite("build", "--ssr", "main.js", "--outDir", "server")
    printed, _ = build.communicate(timeout=100)
    assert build.returncode == 0, printed
    assert 'from "@vizsla/runtime"' in (app / "server" / "main.js").read_text("utf-8")
    assert not (app / "server" / "vizsla").exists()


def test_a_build_says_why_it_writes_everything(
    app: Path, vite: Callable[..., subprocess.Popen[str]]
) -> None:
    (app / "any.js").write_text(
        "import { load } from '@vizsla/runtime';\nawait load(location.hash);\n"
    )
    (app / "any.html").write_text("<script type='module' src='/any.js'></script>")
    config = "const build = { rolldownOptions: { input: 'any.html' }, outDir: 'any' };\n"
    config += block("js vite-config").replace("{ plugins", "{ build, plugins")
    (app / "any.config.js").write_text(config)
    printed, _ = vite("build", "--config", "any.config.js").communicate(timeout=100)
    assert "any.js calls load() with a name that is known only when it runs" in printed
    assert (app / "any" / "vizsla" / "functions" / "dog-breeds").exists()
    assert (app / "any" / "vizsla" / "sound.js").exists()
