"""The studio with sounds: a project is made, filled, heard, labelled, tried, and clean for axe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import soundfile
from playwright.sync_api import expect

from sound_files import write_sounds
from vizsla.project.project import Project
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from server.running_server import Running
    from studio.studio_window import StudioWindow

AXE = Path(__file__).parents[2] / "web" / "studio" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def knocks(studio: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a project of sounds that was trained and tested, with four unlabelled ones."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("knocks", kind="sound-classification") as project:
        project.add(write_sounds(tmp_path / "sounds", 12, ("knock", "whistle")))
        project.test(project.train())
        for seed in range(50, 54):
            made_sound("knock", seed).save(tmp_path / f"new-{seed}.wav")
        project.add(sorted(tmp_path.glob("new-*.wav")))
    return f"{studio.url}/v1/projects/knocks"


def is_playing(page: Page) -> bool:
    return bool(page.evaluate("() => !document.querySelector('audio').paused"))


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    run: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run({resultTypes: ["violations"]})).violations"""
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in run]


def test_a_sound_is_seen_heard_and_labelled_by_keyboard(
    knocks: str, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    page = open_window("/p/knocks/label", bypass_csp=True).page
    player = page.locator("figure audio")
    expect(player).to_be_visible()
    expect(page.locator("figure img").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('audio').duration > 0.5")
    if is_playing(page):
        page.keyboard.press("Space")
    assert not is_playing(page)
    page.keyboard.press("Space")
    assert is_playing(page)
    line = page.locator("figure img + span")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.2")
    assert float(str(line.evaluate("each => parseFloat(each.style.insetInlineStart)"))) > 0
    assert axe(page) == []

    number = page.locator("figure").get_attribute("data-example")
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("textbox").fill("knock")
    page.keyboard.press("Enter")
    expect(page.locator(f'figure[data-example="{number}"]')).to_have_count(0)
    expect(player).to_be_visible()


def test_sounds_are_explored_and_tried(
    knocks: str, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    window = open_window("/p/knocks/explore", bypass_csp=True)
    page = window.page
    page.locator("main img").first.click()
    page.keyboard.press("Enter")
    expect(page.locator("audio")).to_be_visible()
    assert axe(page) == []

    window.open("/p/knocks/test?view=try")
    page.get_by_role("button", name="Try ").first.click()
    expect(page.locator("audio")).to_be_visible()
    expect(page.get_by_text("whistle").or_(page.get_by_text("knock")).first).to_be_visible()
    expect(page.get_by_text("The same answer, with the same scores.")).to_be_visible(timeout=20_000)
    assert axe(page) == []


SLOW = """
const decode = AudioContext.prototype.decodeAudioData;
AudioContext.prototype.decodeAudioData = async function (...call) {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  window.decoded = true;
  return decode.apply(this, call);
};
"""


def test_the_answer_is_that_of_the_sound_that_was_taken_last(
    knocks: str, tmp_path: Path, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    whistle = made_sound("whistle", 70)
    soundfile.write(tmp_path / "long.flac", whistle.samples, whistle.rate)
    made_sound("knock", 71).save(tmp_path / "short.wav")
    window = open_window(bypass_csp=True)
    window.context.add_init_script(SLOW)
    window.open("/p/knocks/test?view=try")
    page = window.page
    chosen = page.locator("input[type=file]")
    chosen.set_input_files(tmp_path / "long.flac")
    chosen.set_input_files(tmp_path / "short.wav")
    answer = page.locator("[aria-live=polite] section").first.locator("p").first
    expect(answer).to_contain_text("knock", timeout=20_000)
    page.wait_for_function("() => window.decoded")
    page.wait_for_timeout(2_000)  # what was decoded would be answered meanwhile
    expect(answer).to_contain_text("knock")


def test_a_folder_of_sounds_makes_a_project_of_sounds(
    knocks: str, tmp_path: Path, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    page = open_window("/new").page
    page.get_by_test_id("folder").set_input_files(tmp_path / "sounds")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Sounds What are the examples?")).to_be_visible()
    dialog.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("24 sounds, 2 labels")).to_be_visible()
    page.get_by_role("button", name="Add 24 examples").click()
    expect(page.locator("main li img").first).to_be_visible()


TONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const stream = context.createMediaStreamDestination();
  tone.connect(stream);
  tone.start();
  return stream.stream;
};
"""


ALLOWED_LATE = (
    TONE.replace("async () => {", "async () => {\n  await window.allowed;").replace(
        "return stream.stream", "return (window.microphone = stream.stream)"
    )
    + "window.allowed = new Promise((done) => { window.allow = done; });"
)
IS_OFF = "() => window.microphone?.getTracks().every((each) => each.readyState === 'ended')"


@pytest.mark.parametrize("cause", ["the room is left", "the recorder fails"])
def test_a_microphone_is_off_where_nothing_is_recorded(
    cause: str, knocks: str, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    window = open_window(bypass_csp=True)
    window.context.add_init_script(ALLOWED_LATE)
    window.open("/p/knocks/add")
    page = window.page
    page.get_by_role("button", name="Record").click()
    if cause == "the room is left":
        page.evaluate("history.pushState(null, '', '/studio/p/knocks/label')")
        expect(page.locator("figure audio")).to_be_visible()
    else:
        page.evaluate("() => { window.MediaRecorder = null; }")
    page.evaluate("window.allow()")
    page.wait_for_function(IS_OFF, timeout=5_000)


def test_a_recording_that_is_left_is_not_added(
    knocks: str, open_window: Callable[..., StudioWindow]
) -> None:
    del knocks
    window = open_window()
    window.context.add_init_script(
        TONE.replace("return stream.stream", "return (window.microphone = stream.stream)")
    )
    window.open("/p/knocks/add")
    page = window.page
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(800)
    page.get_by_role("link", name="Label").first.click()
    expect(page.locator("figure audio")).to_be_visible()
    page.wait_for_function(IS_OFF, timeout=5_000)
    page.wait_for_timeout(500)  # what was recorded would be read meanwhile
    page.go_back()
    expect(page.get_by_role("button", name="Record")).to_be_visible()
    expect(page.get_by_text("1 sound")).to_have_count(0)


def test_a_recording_becomes_an_example(
    knocks: str, open_window: Callable[..., StudioWindow]
) -> None:
    """A tone stands for a microphone, which a test's computer has not."""
    del knocks
    window = open_window()
    window.context.add_init_script(TONE)
    window.open("/p/knocks/add")
    page = window.page
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(1_200)
    page.get_by_role("button", name="Stop recording").click()
    expect(page.get_by_text("1 sound").first).to_be_visible()
    page.get_by_role("button", name="Add 1 example").click()
    expect(page.locator("main li img").first).to_be_visible()
