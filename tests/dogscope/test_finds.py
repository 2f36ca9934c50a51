"""Other animals: a bonus with a page of its own, and never a dog."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import vizsla

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Handler, Site
    from dogscope.app import App


@pytest.fixture
def cat(data: Path) -> Path:
    """A photo of a cat."""
    return data / "photos" / "pets" / "cat_01.jpg"


def test_a_cat_is_a_bonus_find_that_can_be_let_go(app: App, cat: Path) -> None:
    page = app.ready().page
    app.photo(cat)
    expect(app.answer).to_have_text("That looks like a cat!")
    app.button("Keep it").click()
    expect(app.saved).to_contain_text("Kept: Cat.")
    expect(page.locator(".gained")).to_contain_text("+30")
    assert app.records("catches") == []
    page.reload()
    app.open("kennel")
    expect(page.locator(".cell.found")).to_have_count(0)
    page.get_by_role("link", name="Other animals").click()
    expect(page.locator(".animal-row", has_text="Cat")).to_contain_text("found 1 time")
    thumbnail = page.locator(".animal-row .thumb")
    thumbnail.click()
    expect(app.sheet.locator("img")).to_be_visible()
    app.sheet.get_by_role("button", name="Let it go").click()
    expect(thumbnail).to_have_count(0)
    assert app.records("finds") == []
    app.button("Undo").click()
    expect(thumbnail.locator("img")).to_be_visible()
    (find,) = app.records("finds")
    assert (find["animal"], find["how"], find["place"]) == ("cat", "photo", None)


def test_a_find_is_kept_once_and_a_wrong_one_is_not(app: App, cat: Path) -> None:
    app.ready().photo(cat)
    app.button("Keep it").click()
    expect(app.saved).to_be_attached()
    app.close_sheet()
    app.button("Show the answer").click()
    expect(app.button("Let it go")).to_be_visible()
    expect(app.button("Keep it")).to_have_count(0)
    app.leave()
    app.photo(cat)
    app.button("Wrong?").click()
    expect(app.answer).to_have_text("I see no dog here")
    assert len(app.records("finds")) == 1


@pytest.mark.parametrize(
    ("name", "animal"),
    [
        ("n02120079_Arctic_fox", "a fox"),
        ("n02114367_timber_wolf", "a wolf"),
        ("n02389026_sorrel", "a horse"),
        ("n01806143_peacock", "a bird"),
        ("n02123597_Siamese_cat", "a cat"),
    ],
)
def test_the_classifier_names_the_animal_of_a_photo(
    app: App, data: Path, name: str, animal: str
) -> None:
    app.ready().photo(data / "photos" / "imagenet-sample" / f"{name}.JPEG")
    expect(app.answer).to_have_text(f"That looks like {animal}!")


@pytest.mark.parametrize("name", ["n02115913_dhole", "n02110063_malamute"])
def test_a_wild_dog_and_a_dog_like_a_wolf_are_dogs(app: App, data: Path, name: str) -> None:
    app.ready().photo(data / "photos" / "imagenet-sample" / f"{name}.JPEG")
    expect(app.page.locator("h1", has_text="1 dog found")).to_be_visible()
    expect(app.answer).not_to_contain_text("That looks like")


def test_a_fox_is_kept_on_the_page_that_shows_every_kind(app: App, data: Path) -> None:
    app.ready().photo(data / "photos" / "imagenet-sample" / "n02120079_Arctic_fox.JPEG")
    app.button("Keep it").click()
    expect(app.saved).to_contain_text("Kept: Fox.")
    app.sheet.get_by_role("link", name="See your other animals").click()
    rows = app.page.locator(".animal-row h2")
    expect(rows).to_have_count(6)
    expect(rows.locator("svg.animal")).to_have_count(6)
    expect(app.page.locator(".animal-row", has_text="Fox")).to_contain_text("found 1 time")
    expect(app.page.locator(".animal-row", has_text="Hot dog")).to_contain_text("not found yet")


def test_dogs_are_found_where_what_names_other_animals_does_not_come(
    new_app: App, site: Site, pets: Path
) -> None:
    (head,) = (
        f"/runtime/functions/classify-image/{name}.gz"
        for name in vizsla.load("classify-image").manifest.files
        if name.endswith(".safetensors")
    )
    comes = threading.Event()

    def hold_back(handler: Handler, content: bytes) -> None:
        comes.wait(120)
        handler.send(200, content)

    site.faults[head] = [hold_back]
    try:
        new_app.ready().photo(pets / "shepherd.jpg")
        expect(new_app.answer).to_contain_text("German shepherd")
        new_app.leave()
        new_app.photo(pets / "cat.jpg")
        expect(new_app.answer).to_have_text("I see no dog here")
    finally:
        comes.set()
    new_app.page.reload()
    expect(new_app.button("Choose a photo")).to_be_enabled()
    new_app.photo(pets / "cat.jpg")
    expect(new_app.answer).to_have_text("That looks like a cat!")
