"""The pages of a server: they show a function, try it, and their code runs as it stands."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from modalities.odd_files import encoded, picture
from server.conftest import publish
from server.prefix_proxy import behind_proxy
from server.running_server import TIMEOUT, thread
from vizsla.answer import NONE_OF_THESE
from vizsla.workspace import Workspace
from vizsla.workspace.feedback_records import FeedbackAllowance
from vizsla.workspace.feedback_store import FeedbackStore

if TYPE_CHECKING:
    from playwright.sync_api import Browser

JPEG = encoded(picture(), "JPEG")
# With all that shells, Python and JavaScript quote.
TEXT = 'It\'s "two" vets at 7pm\\8pm,\nabout $40 or `${5}` each, in caf\u00e9s'
RUNTIME = Path(__file__).parents[2] / "web" / "runtime"


@pytest.fixture(autouse=True)
def home(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the function ``textures``."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    publish(tmp_path / "home", bundle, "textures", 1)
    return tmp_path / "home"


@pytest.mark.parametrize("strips", [True, False])
def test_the_pages_show_and_try_a_function_behind_a_prefix(
    chromium: Browser, tmp_path: Path, *, strips: bool
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(JPEG)
    expected = vizsla.classify_image(JPEG)
    asked: list[str] = []
    errors: list[str] = []
    with behind_proxy(strips=strips) as prefixed, chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(prefixed)
        page.get_by_role("link", name="classify-image").click()
        page.get_by_label("An image").set_input_files(photo)
        assert not page.get_by_label("A text").is_visible()
        page.get_by_role("button", name="Ask").click()
        page.get_by_text("The whole answer").click()
        assert page.locator("canvas").get_attribute("aria-label") == "The image"
        scores = page.locator(".bars").inner_text().split("\n")
        assert scores[0] == expected.alternatives[0].answer
        assert json.loads(page.locator("#json").inner_text()) == expected.to_dict()
        assert page.locator("#answer").inner_text().startswith(expected.answer or "none")
        assert "tench, goldfish" in page.locator("#labels").inner_text()
        code = page.locator("pre.code").all_inner_texts()
        assert len(code) == 6
        assert all(prefixed in each for each in code)
    assert errors == []
    assert asked
    assert all(each.startswith(prefixed) for each in asked)


def shown_code(page: Any, url: str, name: str, key: str = "") -> dict[str, str]:
    """Return the code on a function's page, by its title."""
    page.goto(url)
    if key:
        page.get_by_label("Your key").fill(key)
        page.get_by_role("button", name="Use it").click()
    page.goto(f"{url}docs/{name}")
    page.wait_for_selector("#content:not([hidden])")
    if page.get_by_label("A text").is_visible():
        page.get_by_label("A text").fill(TEXT)
    titles = page.locator("figcaption strong").all_inner_texts()
    return dict(zip(titles, page.locator("pre.code").all_inner_texts(), strict=True))


@pytest.mark.parametrize("name", ["textures", "recognize-text", "detect-objects"])
@pytest.mark.parametrize("needs_keys", [False, True], ids=["open", "keys"])
def test_the_code_on_a_page_runs_as_it_stands(
    chromium: Browser, tmp_path: Path, name: str, *, needs_keys: bool
) -> None:
    (tmp_path / "park.jpg").write_bytes(JPEG)
    key = ""
    if needs_keys:
        with Workspace.open() as workspace:
            key = workspace.keys.new("shop")
    source: Any = TEXT if name == "recognize-text" else JPEG
    with thread(needs_keys=needs_keys) as (client, _), chromium.new_context() as context:
        page = context.new_page()
        code = shown_code(page, f"{client.base_url}/", name, key)
        answer = vizsla.load(name)(source)
        run = partial(
            subprocess.run,
            cwd=tmp_path,
            env={"KEY": key, "PATH": f"{sys.prefix}/bin:/usr/bin:/bin:/usr/local/bin"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=True,
        )
        python = run([sys.executable, "-c", code["Python"]]).stdout
        assert python.startswith(f"{answer.answer} {answer.score}")
        if shutil.which("node"):
            (tmp_path / "call.mjs").write_text(code["Node"])
            node = run([shutil.which("node"), "call.mjs"]).stdout
            assert node.startswith(f"{answer.answer or 'null'} ")
        if shutil.which("node") and (RUNTIME / "dist" / "node.js").is_file():
            (tmp_path / "node_modules" / "@vizsla").mkdir(parents=True)
            (tmp_path / "node_modules" / "@vizsla" / "runtime").symlink_to(RUNTIME)
            (tmp_path / "device.mjs").write_text(code["In Node, on the device"])
            device = run([shutil.which("node"), "device.mjs"]).stdout
            assert device.startswith(f"{answer.answer or 'null'} ")
        if shutil.which("curl"):
            curl = run(["sh", "-ec", code["curl"]]).stdout
            assert json.loads(curl)["answer"] == answer.answer
        if name == "recognize-text":
            script = f"const key = {json.dumps(key)};\n{code['JavaScript']}\nreturn answer;"
            assert page.evaluate(f"(async () => {{ {script} }})()") == answer.answer


def test_a_page_says_what_the_right_answer_was(chromium: Browser, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(JPEG)
    with Workspace.open() as workspace:
        store = workspace.create("textures")
        workspace.kept_inputs.allow(store.row_id, FeedbackAllowance())
    with thread() as (client, _), chromium.new_context() as context:
        page = context.new_page()
        code = shown_code(page, f"{client.base_url}/", "textures")
        assert page.get_by_text("is kept for a while").is_visible()
        page.get_by_label("An image").set_input_files(photo)
        for said in ("gravel", ""):
            with page.expect_response("**:call") as called:
                page.get_by_role("button", name="Ask").click()
            if said:
                page.get_by_label("or the right answer").fill(said)
                page.get_by_role("button", name="Say so").click()
            else:
                page.get_by_role("button", name="It is right").click()
            page.get_by_text("A person will look at it").wait_for()
            assert not page.get_by_label("or the right answer").is_visible()
        (title,) = [each for each in code if each.startswith("Say what was right")]
        number = called.value.headers["vizsla-answer"]
        if shutil.which("curl"):
            line = code[title].replace('"ID"', f'"{number}"').replace("curl", "curl -f")
            subprocess.run([shutil.which("sh") or "sh", "-ec", line], check=True, timeout=TIMEOUT)
    with Workspace.open() as workspace:
        found = FeedbackStore(workspace.database, store.row_id, "textures").all()
    answered = (vizsla.load("textures")(JPEG).answer or NONE_OF_THESE,)
    assert [each.answer.as_labels for each in found] == [answered] * 2
    assert found[0].labels == ("gravel",)
    assert found[1].labels == (("brick",) if shutil.which("curl") else answered)
