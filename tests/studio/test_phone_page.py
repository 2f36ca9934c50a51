"""A published function on a phone: it runs there, for a photo and for the camera."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect

import vizsla
from sound_files import write_sounds
from vizsla.functions.function_library import local_functions
from vizsla.local_site.certificate import certificate_for
from vizsla.project.project import Project
from vizsla.server.studio.phone_site import serve_phones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from playwright.sync_api import Browser, Page

LOADING = 60_000  # milliseconds
CAMERA = """
const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
const paint = () => {
  canvas.getContext("2d").fillRect(0, 0, 320, 240);
  requestAnimationFrame(paint);
};
paint();
navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
"""


@contextmanager
def phone_page(
    chromium: Browser, folder: Path, name: str, *, locale: str, script: str
) -> Iterator[Page]:
    """Open a function's page on a phone; at the end nothing has gone wrong there."""
    certificate = certificate_for(["127.0.0.1"], folder)
    phones = serve_phones(local_functions(folder), "127.0.0.1", certificate)
    phones.server.wait_for_files()
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, ignore_https_errors=True, locale=locale
    )
    try:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.add_init_script(script)
        page.goto(f"{phones.address}/{name}/")
        yield page
        assert faults == []
    finally:
        context.close()
        phones.server.close()


def test_a_phone_answers_by_itself_for_a_photo_and_the_camera(
    chromium: Browser, tmp_path: Path, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("walls") as project:
        project.add(textures)
        project.publish(project.train(), untested=True).close()
    photo = next(iter(sorted((textures / "brick").iterdir())))
    expected = vizsla.load("walls")(photo)
    with phone_page(chromium, tmp_path, "walls", locale="de-DE", script=CAMERA) as page:
        answer = page.get_by_role("status")
        expect(answer).to_have_text("Bereit.", timeout=LOADING)
        page.locator("input[type=file]").set_input_files(photo)
        expect(answer).to_have_text(expected.answer, timeout=LOADING)
        score = page.get_by_role("listitem").filter(has_text=expected.answer)
        expect(score).to_contain_text(f"{min(99, round(100 * expected.score))}")
        expect(page.get_by_role("listitem")).to_have_count(3)
        page.get_by_role("button", name="Kamera").click()
        expect(page.locator("video")).to_be_visible()
        expect(page.locator("#note")).to_have_text(re.compile("sicher", re.IGNORECASE))
        expect(score).not_to_contain_text(f"{min(99, round(100 * expected.score))}")
        page.get_by_role("button", name="Anhalten").click()
        expect(page.locator("video")).to_be_hidden()
        expect(page.get_by_role("button", name="Kamera")).to_be_visible()
        assert re.match("https://127.0.0.1:", page.url)


MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const stream = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 1500 });
  tone.connect(stream);
  tone.start();
  return stream.stream;
};
"""


def test_a_phone_answers_by_itself_for_a_sound_and_the_microphone(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("bangs", kind="sound-classification") as project:
        project.add(write_sounds(tmp_path / "sounds", 20, ("knock", "whistle")))
        project.publish(project.train(), untested=True).close()
    with phone_page(chromium, tmp_path, "bangs", locale="fr-FR", script=MICROPHONE) as page:
        answer = page.get_by_role("status")
        expect(answer).to_have_text("Prêt.", timeout=LOADING)
        page.locator("input[type=file]").set_input_files(tmp_path / "sounds" / "knock" / "3.wav")
        expect(answer).to_have_text("knock", timeout=LOADING)
        page.get_by_role("button", name="Enregistrer").click()
        expect(answer).to_have_text("Enregistrement…")
        page.wait_for_timeout(1_000)
        page.get_by_role("button", name="Arrêter").click()
        expect(answer).to_have_text("whistle", timeout=LOADING)
        expect(page.get_by_role("listitem")).to_have_count(2)
        expect(page.locator("#view")).to_be_hidden()
