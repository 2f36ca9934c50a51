"""Every breed has a drawing: a silhouette until it is found, then in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from dogscope.app import App

VIZSLA = "n02100583"
PUG = "n02110958"


def test_every_slot_of_the_kennel_has_its_own_silhouette(app: App) -> None:
    app.ready().open("kennel")
    slots = app.page.locator(".cell")
    drawings = app.page.locator(".cell .dog-silhouette")
    expect(drawings.first).to_be_attached()
    expect(drawings).to_have_count(slots.count())
    shapes = drawings.evaluate_all("(all) => new Set(all.map((each) => each.outerHTML)).size")
    assert shapes > 0.7 * slots.count()  # relatives of one size and coat look alike


def test_a_breed_stands_beside_a_knee_at_its_real_size(app: App) -> None:
    app.ready()
    scales = {}
    for breed in (VIZSLA, PUG):
        app.open(f"breed/{breed}")
        dog = app.page.locator(".size-scale .dog-silhouette")
        expect(dog).to_be_visible()
        # From the drawing's units, hundredths of the height at the withers, to centimetres.
        scales[breed] = dog.evaluate("(dog) => dog.getCTM().a / dog.ownerSVGElement.getCTM().a")
    assert scales == pytest.approx({VIZSLA: 0.57, PUG: 0.29}, rel=0.001)
