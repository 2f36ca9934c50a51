"""A photo: its dogs, their answers, and what the user says of them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from dogscope.collage import side_by_side, with_grey_coat

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App


def test_every_dog_is_boxed_and_can_be_caught(app: App, pets: Path, tmp_path: Path) -> None:
    photo = tmp_path / "two.jpg"
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(photo)
    app.ready().photo(photo)
    expect(app.page.get_by_role("heading", name="2 dogs found")).to_be_visible()
    for breed in ("Vizsla", "German shepherd"):
        app.button(breed).click()
        app.button("Catch it").click()
        expect(app.page.locator(".saved")).to_be_visible()
        app.sheet.locator(".sheet-head button").click()
    caught = app.kept("catches")
    assert {each["breed"] for each in caught} == {"n02100583", "n02106662"}
    assert {each["how"] for each in caught} == {"photo"}


def test_what_is_said_of_a_dog_is_what_became_of_it(app: App, pets: Path, tmp_path: Path) -> None:
    photo = tmp_path / "two.jpg"
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(photo)
    app.ready().photo(photo)
    dogs = app.page.locator(".photo-dogs button")
    expect(dogs).to_have_count(2)

    def catch(breed: str, then: str) -> None:
        dogs.filter(has_text=breed).click()
        app.button("Catch it").click()
        expect(app.page.locator(".saved")).to_be_visible()
        app.button(then).click()

    catch("Vizsla", "Let it go")
    expect(dogs.filter(has_text="caught")).to_have_count(0)
    catch("Vizsla", "Wrong?")
    app.sheet.get_by_role("button", name="Boxer").click()
    app.sheet.locator(".sheet-head button").click()
    expect(dogs.filter(has_text="caught")).to_contain_text(["Boxer"])
    catch("German shepherd", "Wrong?")
    app.button("There is no dog").click()
    expect(dogs).to_have_count(0)  # there is one dog left, and nothing to choose
    expect(app.page.get_by_role("heading", name="1 dog found")).to_be_visible()


def test_the_camera_is_off_behind_a_photo(shepherd: App, pets: Path) -> None:
    shepherd.page.add_init_script(
        """
        window.tracks = [];
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (options) => {
            await new Promise((resolve) => setTimeout(resolve, 1000));
            const stream = await open(options);
            window.tracks.push(...stream.getTracks());
            return stream;
        };
        """
    )
    shepherd.ready().allow("camera")
    shepherd.button("Use the camera").click()
    shepherd.photo(pets / "cat.jpg")
    expect(shepherd.answer).to_be_visible()
    running = "window.tracks.filter(({ readyState }) => readyState === 'live').length"
    shepherd.page.wait_for_timeout(1500)
    assert shepherd.page.evaluate(running) == 0
    shepherd.leave()
    expect(shepherd.button("Hold to catch")).to_be_visible()
    assert shepherd.page.evaluate(running) == 1


def test_turned_photos_stand_upright(app: App, pets: Path, tmp_path: Path) -> None:
    photo = tmp_path / "turned.jpg"
    upright = Image.open(pets / "shepherd.jpg").convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter, clockwise
    upright.transpose(Image.Transpose.ROTATE_90).save(photo, exif=exif)
    app.ready().photo(photo)
    expect(app.answer).to_have_text("German shepherd")
    width, height = app.page.evaluate(
        "(({ width, height }) => [width, height])(document.querySelector('.picture canvas'))"
    )
    assert (width > height) == (upright.width > upright.height)


def test_the_sample_is_a_vizsla(app: App) -> None:
    app.ready()
    app.button("Try the sample picture").click()
    expect(app.answer).to_have_text("Vizsla")
    expect(app.page.locator(".meter")).to_contain_text("ikely")


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_photos_are_dropped_and_pasted(app: App, pets: Path, way: str) -> None:
    app.ready()
    content = base64.b64encode((pets / "shepherd.jpg").read_bytes()).decode()
    app.page.evaluate(
        """([way, content]) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
            const event = way === "drop"
                ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
            document.body.dispatchEvent(event);
        }""",
        [way, content],
    )
    expect(app.answer).to_have_text("German shepherd")


def test_a_cat_is_not_a_dog_and_what_helps_is_said(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    expect(app.answer).to_have_text("I see no dog here")
    expect(app.page.locator(".photo-hints li")).not_to_have_count(0)
    expect(app.button("Catch it")).to_have_count(0)


def test_not_sure_is_an_answer_of_its_own(app: App, pets: Path, tmp_path: Path) -> None:
    grey = tmp_path / "grey.jpg"
    with_grey_coat(pets / "vizsla.jpg").save(grey)
    app.ready().photo(grey)
    expect(app.answer).to_have_text("A dog, but not sure which")
    expect(app.button("Catch it")).to_have_count(0)
    expect(app.page.locator(".photo-hints li")).not_to_have_count(0)
    app.page.locator(".also button").first.click()
    expect(app.page.locator(".saved")).to_be_visible()
    (caught,) = app.kept("catches")
    assert caught["by"] == "user"


def test_a_correction_is_kept_as_a_labelled_example(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").click()
    app.button("Wrong?").click()
    app.sheet.get_by_role("searchbox").fill("foxh")
    app.sheet.get_by_role("button", name="English foxhound").click()
    expect(app.answer).to_have_text("English foxhound")
    (caught,) = app.kept("catches")
    (example,) = app.kept("examples")
    assert (caught["breed"], caught["by"]) == ("n02089973", "user")
    assert (example["breed"], example["not"]) == ("n02089973", "n02106662")


def test_no_dog_is_a_correction_too(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Wrong?").click()
    app.button("There is no dog").click()
    expect(app.page.get_by_text("Noted: no dog.")).to_be_visible()
    (example,) = app.kept("examples")
    assert (example["breed"], example["not"]) == (None, "n02106662")
    assert app.kept("catches") == []


def test_why_is_shown_over_the_photo(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Why?").click()
    heat = app.page.locator("canvas.heat")
    expect(heat).to_be_visible()
    expect(app.page.get_by_text("What glows spoke most for “German shepherd”.")).to_be_visible()
    app.page.wait_for_timeout(1500)
    shown = heat.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            const alphas = data.filter((_, at) => at % 4 === 3);
            return [Math.min(...alphas), Math.max(...alphas)];
        }"""
    )
    assert shown[0] == 0
    assert shown[1] > 150


def test_what_is_no_picture_is_told_by_its_name(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "notes.jpg"
    photo.write_text("not a picture")
    app.ready().photo(photo)
    alert = app.page.get_by_role("alert")
    expect(alert).to_contain_text("notes.jpg is no picture that this browser can read")
    app.button("Choose another photo").click()
    expect(app.button("Choose a photo")).to_be_visible()


def test_back_goes_back_to_the_camera(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    expect(app.answer).to_be_visible()
    app.page.go_back()
    expect(app.button("Choose a photo")).to_be_visible()


def test_back_from_another_screen_is_no_dead_step(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    app.sheet.locator(".sheet-head button").click()
    page = app.page
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Kennel").click()
    page.go_back()
    expect(app.button("Choose a photo")).to_be_enabled()
    app.until("!history.state?.photo")
    assert page.evaluate("history.length") == before + 1


def test_a_dog_is_caught_once(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").click()
    expect(app.page.locator(".saved")).to_be_visible()
    app.sheet.locator(".sheet-head button").click()
    app.button("Show the answer").click()
    expect(app.button("Catch it")).to_have_count(0)
    expect(app.page.locator(".saved")).to_be_visible()
    assert len(app.kept("catches")) == 1


def test_a_head_and_its_body_are_one_dog(app: App, data: Path) -> None:
    app.ready().photo(data / "photos" / "pets" / "Boxer_02426.jpg")
    expect(app.page.get_by_role("heading", name="1 dog found")).to_be_visible()
    expect(app.answer).to_have_text("Boxer")


def test_two_taps_on_back_do_not_leave_the_app(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    app.sheet.locator(".sheet-head button").click()
    app.button("Back").dblclick()
    expect(app.button("Choose a photo")).to_be_visible()


def test_a_second_photo_takes_the_place_of_the_first(app: App, pets: Path) -> None:
    app.ready().photo(pets / "vizsla.jpg")
    expect(app.answer).to_have_text("Vizsla")
    content = base64.b64encode((pets / "shepherd.jpg").read_bytes()).decode()
    app.page.evaluate(
        """(content) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
            const options = { dataTransfer: data, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent("drop", options));
        }""",
        content,
    )
    expect(app.answer).to_have_text("German shepherd")
    app.button("Catch it").click()
    expect(app.page.locator(".saved")).to_contain_text("German shepherd")
