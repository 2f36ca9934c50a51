"""The live view: boxes, the ring, the catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from dogscope.app import App


def test_a_dog_that_is_held_is_caught(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    expect(shepherd.answer).to_have_text("German shepherd")
    expect(shepherd.page.locator(".ribbon")).to_have_text("New!")
    expect(shepherd.page.locator(".saved")).to_contain_text("Your first: German shepherd!")
    (caught,) = shepherd.kept("catches")
    assert (caught["breed"], caught["how"], caught["by"]) == ("n02106662", "live", "app")


def test_its_box_is_around_it(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    # In one step: a box may give way to another between two.
    x, y, right, bottom = shepherd.until(
        """() => {
            const box = document.querySelector(".box[data-target=true]")?.getBoundingClientRect();
            return box && [box.x, box.y, box.right, box.bottom];
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


def test_who_lets_go_loses_what_was_collected(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.press()
    shepherd.hint("Keep it in the ring…")
    shepherd.page.mouse.up()
    shepherd.hint("Hold the paw to catch it")
    filled = "parseFloat(document.querySelector('.ring').style.getPropertyValue('--filled'))"
    shepherd.page.wait_for_timeout(1000)
    assert shepherd.page.evaluate(filled) == 0
    assert shepherd.kept("catches") == []


def test_a_key_holds_as_a_finger_does(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.button("Hold to catch").focus()
    shepherd.page.keyboard.down("Space")
    expect(shepherd.answer).to_have_text("German shepherd")
    shepherd.page.keyboard.up("Space")


def test_a_screen_readers_click_holds_by_itself(shepherd: App) -> None:
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.button("Hold to catch").evaluate("(button) => button.click()")
    expect(shepherd.answer).to_have_text("German shepherd")


def test_a_cat_is_no_dog(phone: Callable[..., Any]) -> None:
    with phone("cat.jpg") as app:
        app.live()
        app.page.wait_for_timeout(4000)
        assert app.page.evaluate("document.querySelector('video').live.counts.detections") > 3
        expect(app.page.locator(".box:visible")).to_have_count(0)
        app.hint("Point the camera at a dog")


def test_what_was_let_go_is_gone(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    shepherd.button("Let it go").click()
    expect(shepherd.sheet).to_be_hidden()
    assert shepherd.kept("catches") == shepherd.kept("pictures") == []
    shepherd.hint("Hold the paw to catch it")


def test_the_second_of_a_breed_is_no_news(shepherd: App) -> None:
    shepherd.live()
    for _ in range(2):
        shepherd.hold()
        expect(shepherd.page.locator(".saved")).to_be_visible()
        shepherd.sheet.locator(".sheet-head button").click()
    assert len(shepherd.kept("catches")) == 2
    shepherd.hold()
    expect(shepherd.page.locator(".saved")).to_contain_text("Caught: German shepherd.")
    expect(shepherd.page.locator(".ribbon")).to_have_count(0)


def test_the_camera_is_let_go_of_with_the_screen(shepherd: App) -> None:
    shepherd.live()
    shepherd.page.evaluate("window.stream = document.querySelector('video').srcObject")
    shepherd.page.get_by_role("link", name="Kennel").click()
    expect(shepherd.page.get_by_role("heading", name="Kennel")).to_be_visible()
    states = "window.stream.getTracks().map((track) => track.readyState)"
    assert shepherd.page.evaluate(states) == ["ended"]


def test_it_sounds_and_shakes_unless_that_is_switched_off(shepherd: App) -> None:
    shepherd.page.add_init_script(
        "window.felt = []; navigator.vibrate = (what) => window.felt.push(what);"
        "const Audio = AudioContext; window.heard = 0;"
        "window.AudioContext = class extends Audio {"
        "  createOscillator() { window.heard++; return super.createOscillator(); } };"
    )
    shepherd.live()
    shepherd.hold()
    expect(shepherd.page.locator(".saved")).to_be_visible()
    assert shepherd.page.evaluate("[felt.length > 0, heard > 0]") == [True, True]
    shepherd.open("settings")
    for name in ("Sounds", "Vibration"):
        shepherd.page.get_by_role("switch", name=name).click()
    shepherd.open("scope")
    shepherd.page.evaluate("felt.length = 0; heard = 0;")
    shepherd.hold()
    expect(shepherd.page.locator(".saved")).to_be_visible()
    assert shepherd.page.evaluate("[felt.length, heard]") == [0, 0]
