"""The names at the boxes of the live view, which firm up as looks agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dogscope.collage import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dogscope.app import App

SLOW = 120_000  # milliseconds: three looks at a dog that is never lost, on a busy machine
NAME = ".dog-name:visible"

ORDER = ["Dog", "German shepherd?", "German shepherd"]

# Lists the names of each dog in the order in which they are shown, by the dog's number: a busy
# machine may lose a dog between two detections; the dog found again has a new number.
WATCH = """(seconds) => new Promise((resolve) => {
    const [names, start] = [{}, performance.now()];
    const look = () => {
        for (const each of document.querySelectorAll(".dog-name:not([hidden])")) {
            const shown = (names[each.dataset.dog] ??= []);
            if (shown.at(-1) !== each.textContent) shown.push(each.textContent);
        }
        if (performance.now() - start < 1000 * seconds) requestAnimationFrame(look);
        else resolve(names);
    };
    look();
})"""

# Tells which names leave the free part of the screen, or lie on each other.
MISPLACED = """() => {
    const rect = (element) => element.getBoundingClientRect();
    const places = [...document.querySelectorAll(".dog-name:not([hidden])")].map(rect);
    const covers = [".hint", ".controls"].map((each) => rect(document.querySelector(each)));
    const apart = (a, b) =>
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const view = rect(document.querySelector(".live"));
    return places.filter((place, at) =>
        place.left < view.left || place.right > view.right || place.top < view.top ||
        place.bottom > view.bottom || covers.some((other) => !apart(place, other)) ||
        places.some((other, index) => index < at && !apart(place, other)));
}"""


def test_the_name_firms_up_and_never_flickers(shepherd: App) -> None:
    shepherd.live()
    expect(shepherd.page.locator(NAME)).not_to_have_count(0)
    shown = shepherd.page.evaluate(WATCH, 8)
    assert shown
    assert shown == {dog: [each for each in ORDER if each in names] for dog, names in shown.items()}


def test_the_firm_name_is_the_answer(shepherd: App) -> None:
    shepherd.live()
    firm = shepherd.page.locator(f"{NAME}[data-firm=true]")
    expect(firm).to_have_text("German shepherd", timeout=SLOW)
    shepherd.hold()
    expect(shepherd.answer).to_have_text("German shepherd")


def test_names_are_not_read_out(shepherd: App) -> None:
    shepherd.live()
    expect(shepherd.page.locator(NAME)).to_have_text("German shepherd", timeout=SLOW)
    assert "shepherd" not in shepherd.page.locator(".live").aria_snapshot()


@pytest.mark.parametrize("viewport", [(390, 844), (195, 422), (844, 390)])
def test_the_names_of_two_dogs_stay_on_the_screen(
    new_phone: Callable[..., Any], pets: Path, viewport: tuple[int, int]
) -> None:
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(pets / "two.jpg")
    size = {"width": viewport[0], "height": viewport[1]}
    with new_phone("two.jpg", viewport=size) as app:
        app.live()
        expect(app.page.locator(NAME)).to_have_count(2)
        for _ in range(20):
            assert app.page.evaluate(MISPLACED) == []
            app.page.wait_for_timeout(100)
