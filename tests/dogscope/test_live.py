"""The live view: the boxes, the ring, the catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from dogscope.app import App

COUNTS = "document.querySelector('video').live.counts"
FILLED = "parseFloat(document.querySelector('.ring').style.getPropertyValue('--filled'))"


def test_holding_the_paw_catches_the_dog(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    expect(shepherd.answer).to_have_text("German shepherd")
    expect(shepherd.page.locator(".ribbon")).to_have_text("New!")
    expect(shepherd.saved).to_contain_text("Your first German shepherd!")
    (caught,) = shepherd.records("catches")
    assert (caught["breed"], caught["how"], caught["by"]) == ("n02106662", "live", "app")


def test_the_box_is_around_the_dog(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    # In one step: between two, another box may become the target.
    x, y, right, bottom = shepherd.until(
        """() => {
            const box = document.querySelector(".box[data-target=true]")?.getBoundingClientRect();
            // A new box gets its place with the next frame.
            return box?.width ? [box.x, box.y, box.right, box.bottom] : null;
        }"""
    )
    assert x < 195 < right
    assert y < 400 < bottom


def test_boxes_move_between_detections(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    moved, detected = shepherd.page.evaluate(
        """() => new Promise((resolve) => {
            const box = document.querySelector(".box[data-target=true]");
            const { counts } = document.querySelector("video").live;
            const [before, places] = [counts.detections, new Set()];
            const start = performance.now();
            const look = () => {
                places.add(box.style.transform + box.style.height);
                if (performance.now() - start < 2000) requestAnimationFrame(look);
                else resolve([places.size, counts.detections - before]);
            };
            look();
        })"""
    )
    assert detected > 0
    assert moved > detected


def test_releasing_the_paw_early_loses_the_collected_frames(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.press()
    shepherd.hint("Keep it in the ring…")
    shepherd.page.mouse.up()
    shepherd.hint("Hold the paw to catch it")
    shepherd.until(f"{FILLED} === 0")
    assert shepherd.records("catches") == []


def test_holding_a_key_catches_the_dog(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.button("Hold to catch").focus()
    shepherd.page.keyboard.down("Space")
    expect(shepherd.answer).to_have_text("German shepherd")
    shepherd.page.keyboard.up("Space")


def test_one_click_of_a_screen_reader_catches_the_dog(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.button("Hold to catch").evaluate("(button) => button.click()")
    expect(shepherd.answer).to_have_text("German shepherd")


def test_a_cat_has_no_box(new_phone: Callable[..., Any]) -> None:
    with new_phone("cat.jpg") as app:
        app.live()
        app.until(f"{COUNTS}.detections >= 10")
        expect(app.page.locator(".box:visible")).to_have_count(0)
        app.hint("Point the camera at a dog")


def test_a_released_dog_is_deleted(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    shepherd.button("Let it go").click()
    expect(shepherd.sheet).to_be_hidden()
    assert shepherd.records("catches") == shepherd.records("pictures") == []
    shepherd.hint("Hold the paw to catch it")


def test_the_second_catch_of_a_breed_is_not_new(shepherd: App) -> None:
    shepherd.live()
    for _ in range(2):
        shepherd.hold()
        expect(shepherd.saved).to_be_visible()
        shepherd.close_sheet()
    assert len(shepherd.records("catches")) == 2
    shepherd.hold()
    expect(shepherd.saved).to_contain_text("Caught: German shepherd.")
    expect(shepherd.page.locator(".ribbon")).to_have_count(0)


def test_leaving_the_screen_closes_the_camera(shepherd: App) -> None:
    shepherd.live()
    shepherd.page.evaluate("window.stream = document.querySelector('video').srcObject")
    shepherd.page.get_by_role("link", name="Kennel").click()
    expect(shepherd.page.get_by_role("heading", name="Kennel")).to_be_visible()
    states = "window.stream.getTracks().map((track) => track.readyState)"
    assert shepherd.page.evaluate(states) == ["ended"]


def test_a_camera_that_died_while_the_page_was_hidden_is_replaced(shepherd: App) -> None:
    shepherd.live()
    shepherd.page.evaluate(
        """() => {
            const { srcObject } = document.querySelector("video");
            for (const track of srcObject.getTracks()) track.stop();  // without an event
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    track = "document.querySelector('video')?.srcObject?.getTracks()[0]"
    shepherd.until(f"{track}?.readyState === 'live'")
    shepherd.hold()
    expect(shepherd.answer).to_have_text("German shepherd")


def test_sounds_and_vibrations_can_be_switched_off(shepherd: App) -> None:
    shepherd.page.add_init_script(
        "window.vibrations = 0; navigator.vibrate = () => window.vibrations++;"
        "const Audio = AudioContext; window.notes = 0;"
        "window.AudioContext = class extends Audio {"
        "  createOscillator() { window.notes++; return super.createOscillator(); } };"
    )
    shepherd.live()
    shepherd.hold()
    expect(shepherd.saved).to_be_visible()
    assert shepherd.page.evaluate("[vibrations > 0, notes > 0]") == [True, True]
    shepherd.open("settings")
    for name in ("Sounds", "Vibration"):
        shepherd.page.get_by_role("switch", name=name).click()
    shepherd.open("scope")
    shepherd.page.evaluate("vibrations = 0; notes = 0;")
    shepherd.hold()
    expect(shepherd.saved).to_be_visible()
    assert shepherd.page.evaluate("[vibrations, notes]") == [0, 0]
