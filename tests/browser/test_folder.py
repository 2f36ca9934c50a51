"""A page without a bundler imports the runtime from a folder, which may have only what it needs."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import vizsla

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.website import Site

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "bundlers.md"


def copied(node: Path, dist: Path, folder: Path, *options: str) -> list[str]:
    """Run ``npx vizsla-runtime``, and return the paths of what it copied."""
    subprocess.run([node, dist / "copy.js", folder, *options], check=True, cwd=folder.parent)
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.*"))


@pytest.fixture(scope="module")
def describing(node: Path, dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one function, by the command of the docs."""
    folder = tmp_path_factory.mktemp("site") / "vizsla"
    command = "npx vizsla-runtime site/vizsla "
    options = DOCS.read_text("utf-8").split(command)[1].split("\n")[0].split()
    files = copied(node, dist, folder, *options)
    assert {"index.js", "functions/describe-image/function.json"} < set(files)
    assert not [each for each in files if "dog-breeds" in each or each.startswith("types")]
    return folder


def test_one_line_answers(page: Page, site: Site, photographs: Path, describing: Path) -> None:
    line = DOCS.read_text("utf-8").split("```html line\n")[1].split("```")[0]
    site.folders = {"/vizsla/": describing}
    site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    site.files["/"] = f"<!doctype html><title>Waiting</title><img src='cat.png'>{line}".encode()
    page.goto(f"{site.url}/")
    expected = vizsla.describe_image(photographs / "chelsea.png").answer
    assert expected is not None
    expect(page).to_have_title(expected, timeout=60_000)


@pytest.mark.parametrize("isolated", [False, True])
def test_a_lean_folder_answers_on_an_isolated_page_too(
    page: Page, site: Site, photographs: Path, describing: Path, *, isolated: bool
) -> None:
    assert not list((describing / "engine").glob("*threaded*"))
    site.folders = {"/vizsla/": describing}
    site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    if isolated:
        site.headers = {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
        }
    page.goto(f"{site.url}/")
    found = page.evaluate("""async () => {
      const { classifyImage, engine } = await import("/vizsla/index.js");
      const { answer } = await classifyImage("/cat.png");
      return [crossOriginIsolated, (await engine()).variant, answer];
    }""")
    answer = vizsla.classify_image(photographs / "chelsea.png").answer
    assert found == [isolated, "relaxed-lean", answer]


def test_a_function_that_was_left_out_is_named(page: Page, site: Site, describing: Path) -> None:
    site.folders = {"/vizsla/": describing}
    code, message = page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      return load("dog-breeds").catch(({ code, message }) => [code, message]);
    }""")
    assert code == "function-not-found"
    assert "was made without dog-breeds" in message


def test_a_folder_for_functions_of_your_own_has_no_shipped_ones(
    node: Path, dist: Path, tmp_path: Path
) -> None:
    files = copied(node, dist, tmp_path / "vizsla", "--own", "sound")
    own = [each for each in files if not each.startswith("recognize")]
    assert own == ["index.js", "sound.js", "worker.js"]


def test_without_options_everything_is_copied(node: Path, dist: Path, tmp_path: Path) -> None:
    def parts(folder: Path) -> set[Any]:
        kept = ("engine", "functions", "graphs", "recognize")
        return {each.name for name in kept for each in (folder / name).rglob("*.*")}

    copied(node, dist, tmp_path / "vizsla")
    assert parts(tmp_path / "vizsla") == parts(dist)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["site", "--functions", "dogs"], 'there is no function "dogs": choose of classify-image'),
        (["site", "--engine", "fast"], 'there is no engine "fast"'),
        (["site", "--all"], "--all"),
        ([], "Usage: npx vizsla-runtime FOLDER"),
    ],
)
def test_a_wrong_command_says_what_is_right(
    node: Path, dist: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    command = [node, dist / "copy.js", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())
