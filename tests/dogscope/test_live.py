"""The live view: boxes, the ring, the catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from dogscope.app import App


def test_a_dog_that_is_held_is_caught(beagle: App) -> None:
    beagle.live()
    beagle.hold()
    expect(beagle.answer).to_have_text("Beagle")
    expect(beagle.page.locator(".ribbon")).to_have_text("New!")
    expect(beagle.page.locator(".saved")).to_contain_text("Your first: Beagle!")
    (caught,) = beagle.kept("catches")
    assert (caught["breed"], caught["how"], caught["by"]) == ("n02088364", "live", "app")


def test_its_box_is_around_it(beagle: App) -> None:
    beagle.live()
    beagle.hint("Hold the paw to catch it")
    # In one step: a box may give way to another between two.
    x, y, right, bottom = beagle.until(
        """() => {
            const box = document.querySelector(".box[data-target=true]")?.getBoundingClientRect();
            return box && [box.x, box.y, box.right, box.bottom];
        }"""
    )
    assert x < 195 < right
    assert y < 400 < bottom


def test_boxes_move_between_detections(beagle: App) -> None:
    beagle.live()
    beagle.hint("Hold the paw to catch it")
    moved, detected = beagle.page.evaluate(
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


def test_who_lets_go_loses_what_was_collected(beagle: App) -> None:
    beagle.live()
    beagle.hint("Hold the paw to catch it")
    beagle.press()
    beagle.hint("Keep it in the ring…")
    beagle.page.mouse.up()
    beagle.hint("Hold the paw to catch it")
    filled = "parseFloat(document.querySelector('.ring').style.getPropertyValue('--filled'))"
    beagle.page.wait_for_timeout(1000)
    assert beagle.page.evaluate(filled) == 0
    assert beagle.kept("catches") == []


def test_a_key_holds_as_a_finger_does(beagle: App) -> None:
    beagle.live()
    beagle.hint("Hold the paw to catch it")
    beagle.button("Hold to catch").focus()
    beagle.page.keyboard.down("Space")
    expect(beagle.answer).to_have_text("Beagle")
    beagle.page.keyboard.up("Space")


def test_a_screen_readers_click_holds_by_itself(beagle: App) -> None:
    beagle.live()
    beagle.hint("Hold the paw to catch it")
    beagle.button("Hold to catch").evaluate("(button) => button.click()")
    expect(beagle.answer).to_have_text("Beagle")


def test_a_cat_is_no_dog(phone: Callable[..., Any]) -> None:
    with phone("cat_07.jpg") as app:
        app.live()
        app.page.wait_for_timeout(4000)
        assert app.page.evaluate("document.querySelector('video').live.counts.detections") > 3
        expect(app.page.locator(".box:visible")).to_have_count(0)
        app.hint("Point the camera at a dog")


def test_what_was_let_go_is_gone(beagle: App) -> None:
    beagle.live()
    beagle.hold()
    beagle.button("Let it go").click()
    expect(beagle.sheet).to_be_hidden()
    assert beagle.kept("catches") == beagle.kept("pictures") == []
    beagle.hint("Hold the paw to catch it")


def test_the_second_of_a_breed_is_no_news(beagle: App) -> None:
    beagle.live()
    for _ in range(2):
        beagle.hold()
        expect(beagle.page.locator(".saved")).to_be_visible()
        beagle.sheet.locator(".sheet-head button").click()
    assert len(beagle.kept("catches")) == 2
    beagle.hold()
    expect(beagle.page.locator(".saved")).to_contain_text("Caught: Beagle.")
    expect(beagle.page.locator(".ribbon")).to_have_count(0)


def test_the_camera_is_let_go_of_with_the_screen(beagle: App) -> None:
    beagle.live()
    beagle.page.evaluate("window.stream = document.querySelector('video').srcObject")
    beagle.page.get_by_role("link", name="Kennel").click()
    expect(beagle.page.get_by_role("heading", name="Kennel")).to_be_visible()
    states = "window.stream.getTracks().map((track) => track.readyState)"
    assert beagle.page.evaluate(states) == ["ended"]


def test_it_sounds_and_shakes_unless_that_is_switched_off(beagle: App) -> None:
    beagle.page.add_init_script(
        "window.felt = []; navigator.vibrate = (what) => window.felt.push(what);"
        "const Audio = AudioContext; window.heard = 0;"
        "window.AudioContext = class extends Audio {"
        "  createOscillator() { window.heard++; return super.createOscillator(); } };"
    )
    beagle.live()
    beagle.hold()
    expect(beagle.page.locator(".saved")).to_be_visible()
    assert beagle.page.evaluate("[felt.length > 0, heard > 0]") == [True, True]
    beagle.open("settings")
    for name in ("Sounds", "Vibration"):
        beagle.page.get_by_role("switch", name=name).click()
    beagle.open("scope")
    beagle.page.evaluate("felt.length = 0; heard = 0;")
    beagle.hold()
    expect(beagle.page.locator(".saved")).to_be_visible()
    assert beagle.page.evaluate("[felt.length, heard]") == [0, 0]
