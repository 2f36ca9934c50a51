"""Accessibility: axe, the keyboard, screen readers, large text, reduced motion, languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dogscope.archive_file import write_archive
from dogscope.collage import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from dogscope.app import App

AXE = Path(__file__).parents[2] / "web" / "dogscope" / "node_modules" / "axe-core" / "axe.min.js"
RUNNING = "document.getAnimations().filter(({ playState }) => playState === 'running').length"
# Under reduced motion an animation takes a millisecond; the live view's boxes begin ever new ones.
ANIMATIONS_END = """() => Promise.all(
    document.getAnimations().map(({ finished }) => finished.catch(() => undefined))
)"""
SCREENS = ("scope", "kennel", "breed/n02106662", "journal", "me", "settings")


def violations(app: App) -> list[str]:
    """Return the violations that axe finds on the screen, in the dark and in the light theme."""
    app.page.evaluate(AXE.read_text("utf-8"))
    found = []
    for scheme in ("dark", "light"):
        app.page.emulate_media(color_scheme=scheme)
        app.page.evaluate(ANIMATIONS_END)
        run: list[dict[str, Any]] = app.page.evaluate("axe.run().then((run) => run.violations)")
        found += [
            f"{scheme}, {each['id']}: {node['html'][:120]}: {node['failureSummary']}"
            for each in run
            for node in each["nodes"]
        ]
    return found


def test_axe_finds_no_violation_on_any_screen(
    new_phone: Callable[..., Any], pets: Path, tmp_path: Path
) -> None:
    placed = tmp_path / "placed.zip"
    # Without motion there is no animation to wait for; 12 screens in 2 themes still take a while.
    with new_phone("shepherd.jpg", reduced_motion="reduce") as app:
        found = {"welcome": violations(app.open())}
        app.ready()
        found["camera"] = violations(app)
        app.allow("camera")
        app.button("Use the camera").click()
        app.hint("Hold the paw to catch it")
        found["live"] = violations(app)
        app.hold()
        expect(app.saved).to_be_visible()
        found["result"] = violations(app)
        app.button("Wrong?").click()
        found["picker"] = violations(app)
        app.sheet.get_by_role("button", name="English foxhound").click()
        app.close_sheet()
        app.photo(pets / "cat.jpg")
        expect(app.answer).to_have_text("That looks like a cat!")
        found["another animal"] = violations(app)
        app.button("Wrong?").click()
        expect(app.answer).to_have_text("I see no dog here")
        found["not a dog"] = violations(app)
        app.leave()
        for screen in SCREENS[1:]:
            app.open(screen).settle()  # the settings are loaded when they are opened
            found[screen] = violations(app)
        app.open("breed/n02088364").page.get_by_text("Size, coat and sources").click()
        expect(app.page.locator(".sources")).to_be_visible()
        found["facts"] = violations(app)
        app.open("journal").button("Map").click()
        expect(app.page.locator(".map-scale")).to_be_visible()
        found["map"] = violations(app)
        app.button("List").click()
        app.page.locator(".entry").first.click()
        found["catch"] = violations(app)
        app.open("me").button("Add a dog").click()
        found["teach"] = violations(app)
        app.open("kennel").page.get_by_text("What the colours mean").click()
        found["rarities"] = violations(app)
        write_archive(placed, [("n02106662", (pets / "shepherd.jpg").read_bytes())], places=True)
        app.import_archive(placed)
        expect(app.page.locator(".toast")).to_be_visible()
        app.page.get_by_role("button", name="Export everything").click()
        found["export"] = violations(app)
        app.open("scope").hold()
        app.button("Let it go").click()
        expect(app.button("Undo")).to_be_visible()
        found["undo"] = violations(app)
    assert {screen: each for screen, each in found.items() if each} == {}


def test_axe_finds_no_violation_in_a_choice_of_two_breeds(app: App, data: Path) -> None:
    app.ready().page.emulate_media(reduced_motion="reduce")
    app.photo(data / "photos" / "pets" / "Beagle_01170.jpg")
    expect(app.page.locator(".breed-choice button")).to_have_count(2)
    assert violations(app) == []


def test_the_keyboard_alone_is_enough(shepherd: App) -> None:
    page = shepherd.page
    shepherd.open()
    expect(shepherd.button("Get Dog Scope ready")).to_be_visible()

    def tab_to(name: str, role: str = "button") -> None:
        wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        expect(wanted).to_be_enabled()
        for _ in range(40):
            page.keyboard.press("Tab")
            if wanted.evaluate("(element) => element === document.activeElement"):
                return
        pytest.fail(f"Tab does not reach {name!r}")

    tab_to("Get Dog Scope ready")
    page.keyboard.press("Enter")
    tab_to("Use the camera")
    shepherd.allow("camera")
    page.keyboard.press("Enter")
    shepherd.hint("Hold the paw to catch it")
    tab_to("Hold to catch")
    page.keyboard.down("Enter")
    expect(shepherd.answer).to_have_text("German shepherd")
    page.keyboard.up("Enter")
    tab_to("Why?")
    page.keyboard.press("Space")
    expect(page.locator("canvas.heat")).to_be_visible()
    page.keyboard.press("Escape")
    expect(shepherd.sheet).to_be_hidden()
    expect(shepherd.button("Hold to catch")).to_be_focused()
    tab_to("Kennel", "link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kennel")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Kennel")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_focus_stays_in_a_sheet(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").focus()
    app.page.keyboard.press("Enter")
    expect(app.saved).to_be_visible()
    app.until("document.querySelector('dialog').contains(document.activeElement)")
    app.leave()
    app.open("me").button("Add a dog").click()
    app.sheet.locator("input[type=file]").set_input_files(pets / "vizsla.jpg")
    app.button("Remove picture 1").focus()
    app.page.keyboard.press("Enter")
    expect(app.button("Remove picture 1")).to_have_count(0)
    app.until("document.querySelector('dialog').contains(document.activeElement)")


def test_screen_readers_announce_hints_and_catches(shepherd: App) -> None:
    shepherd.live()
    expect(shepherd.page.get_by_role("status").filter(has_text="Hold the paw")).to_be_visible()
    shepherd.hold()
    expect(shepherd.page.get_by_role("dialog", name="German shepherd")).to_be_visible()
    message = shepherd.sheet.get_by_role("status").filter(has_text="Your first German shepherd!")
    expect(message).to_be_visible()


def test_reduced_motion_has_no_animations(new_phone: Callable[..., Any]) -> None:
    with new_phone("shepherd.jpg", reduced_motion="reduce") as app:
        app.live()
        app.hold()
        expect(app.saved).to_be_visible()
        expect(app.page.locator(".confetti")).to_be_hidden()
        app.until(f"{RUNNING} === 0")


@pytest.mark.parametrize("width", [320, 390])
def test_text_at_twice_its_size_fits_the_screen(
    app: App, pets: Path, tmp_path: Path, width: int
) -> None:
    two = tmp_path / "two.jpg"
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(two)
    app.page.set_viewport_size({"width": width, "height": 844})
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => "
        "document.documentElement.style.setProperty('font-size', '200%'));"
    )
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for screen in SCREENS:
        app.open(screen)
        app.page.reload()
        app.settle()
        assert app.page.evaluate(wide) <= 0, screen
    app.open("scope").photo(two)
    expect(app.page.locator(".photo-dogs button")).to_have_count(2)
    assert app.page.evaluate(wide) <= 0


def test_a_french_browser_gets_a_french_app(new_phone: Callable[..., Any]) -> None:
    with new_phone("shepherd.jpg", locale="fr-CA") as app:
        page = app.open().page
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.get_by_role("button", name="Préparer Dog Scope").click()
        expect(page.get_by_role("button", name="Utiliser la caméra")).to_be_visible()
        app.allow("camera")
        page.get_by_role("button", name="Utiliser la caméra").click()
        expect(page.locator(".hint")).to_contain_text("Maintenez la patte")
        page.get_by_role("link", name="Chenil").click()
        expect(page.get_by_text("Braque hongrois")).to_be_visible()
        english = re.compile(r"\b(the|your|found|settings)\b", re.IGNORECASE)
        for screen in SCREENS[1:]:
            app.open(screen)
            expect(page.locator("h1")).to_be_visible()
            text = re.sub(r"https?:\S+", "", page.locator("main").inner_text())
            assert not english.search(text), screen


def test_a_chosen_language_is_remembered(app: App) -> None:
    page = app.ready().open("settings").page
    page.get_by_label("Language").select_option("Français")
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
