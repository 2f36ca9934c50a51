"""Photos: the dogs in them, the answers, and the user's corrections."""

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

DELIVER = """([way, content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
    const event = way === "drop"
        ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
    document.body.dispatchEvent(event);
}"""


def deliver(app: App, path: Path, way: str) -> None:
    """Drop a photo on the page, or paste it."""
    app.page.evaluate(DELIVER, [way, base64.b64encode(path.read_bytes()).decode()])


@pytest.fixture(scope="module")
def two_dogs(pets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of a vizsla and a German shepherd."""
    path = tmp_path_factory.mktemp("photos") / "two.jpg"
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(path)
    return path


def test_each_dog_is_boxed_and_can_be_caught(app: App, two_dogs: Path) -> None:
    app.ready().photo(two_dogs)
    expect(app.page.get_by_role("heading", name="2 dogs found")).to_be_visible()
    for breed in ("Vizsla", "German shepherd"):
        app.button(breed).click()
        app.catch()
        app.close_sheet()
    caught = app.records("catches")
    assert {each["breed"] for each in caught} == {"n02100583", "n02106662"}
    assert {each["how"] for each in caught} == {"photo"}


def test_the_breeds_character_is_told_after_the_catch(app: App, pets: Path) -> None:
    app.ready().photo(pets / "vizsla.jpg")
    expect(app.sheet.get_by_role("link", name="More about it")).to_be_visible()
    expect(app.sheet.locator(".character")).to_have_count(0)  # it would push the button down
    app.catch()
    expect(app.sheet.locator(".character")).to_contain_text("hates to be alone")


def test_the_list_of_dogs_follows_releases_and_corrections(app: App, two_dogs: Path) -> None:
    app.ready().photo(two_dogs)
    dogs = app.page.locator(".photo-dogs button")
    expect(dogs).to_have_count(2)

    def catch(breed: str, then: str) -> None:
        dogs.filter(has_text=breed).click()
        app.catch()
        app.button(then).click()

    catch("Vizsla", "Let it go")
    expect(dogs.filter(has_text="caught")).to_have_count(0)
    catch("Vizsla", "Wrong?")
    app.sheet.get_by_role("button", name="Boxer").click()
    app.close_sheet()
    expect(dogs.filter(has_text="caught")).to_contain_text(["Boxer"])
    catch("German shepherd", "Wrong?")
    app.button("There is no dog").click()
    expect(dogs).to_have_count(0)  # one dog is left, and nothing to choose
    expect(app.page.get_by_role("heading", name="1 dog found")).to_be_visible()


def test_the_camera_is_closed_while_a_photo_is_open(shepherd: App, pets: Path) -> None:
    shepherd.page.add_init_script(
        """
        window.tracks = [];
        const photoIsOpen = new Promise((resolve) => { window.openCamera = resolve; });
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (options) => {
            await photoIsOpen;
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
    states = "window.tracks.map(({ readyState }) => readyState)"
    shepherd.page.evaluate("window.openCamera()")
    shepherd.until(f"{states}[0] === 'ended'")
    shepherd.leave()
    expect(shepherd.button("Hold to catch")).to_be_visible()
    assert shepherd.page.evaluate(states) == ["ended", "live"]


def test_photos_are_turned_upright(app: App, pets: Path, tmp_path: Path) -> None:
    photo = tmp_path / "turned.jpg"
    upright = Image.open(pets / "shepherd.jpg").convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    upright.transpose(Image.Transpose.ROTATE_90).save(photo, exif=exif)
    app.ready().photo(photo)
    expect(app.answer).to_have_text("German shepherd")
    width, height = app.page.evaluate(
        "(({ width, height }) => [width, height])(document.querySelector('.picture canvas'))"
    )
    assert (width > height) == (upright.width > upright.height)


def test_the_sample_is_a_vizsla(app: App) -> None:
    app.ready()
    app.button("Try it with a sample photo").click()
    expect(app.answer).to_have_text("Vizsla")
    expect(app.page.locator(".meter")).to_contain_text("ikely")


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_photos_can_be_dropped_and_pasted(app: App, pets: Path, way: str) -> None:
    deliver(app.ready(), pets / "shepherd.jpg", way)
    expect(app.answer).to_have_text("German shepherd")


@pytest.mark.parametrize("screen", ["kennel", "journal", "settings"])
def test_photos_can_be_pasted_and_dropped_on_every_screen(
    app: App, pets: Path, screen: str
) -> None:
    app.ready()
    for way in ("paste", "drop"):
        app.open(screen).settle()
        deliver(app, pets / "shepherd.jpg", way)
        expect(app.answer).to_have_text("German shepherd")
        app.leave()


def test_a_photo_that_is_dropped_while_a_dog_is_taught_is_of_that_dog(app: App, pets: Path) -> None:
    app.ready().open("me").button("Add a dog").click()
    expect(app.button("Add pictures")).to_be_enabled()
    deliver(app, pets / "vizsla.jpg", "drop")
    expect(app.button("Remove picture 1")).to_be_visible()


def test_two_breeds_that_are_left_are_a_choice(app: App, data: Path) -> None:
    app.ready().photo(data / "photos" / "pets" / "Beagle_01170.jpg")
    expect(app.answer).to_have_text("Beagle or treeing Walker coonhound?")
    choices = app.page.locator(".breed-choice button")
    expect(choices).to_have_count(2)
    expect(choices.first).to_contain_text("Height: 33 to 38 cm")
    choices.filter(has_text="Beagle").click()
    expect(app.saved).to_contain_text("Your first beagle!")
    (caught,) = app.records("catches")
    assert (caught["breed"], caught["by"]) == ("n02088364", "user")


def test_what_is_no_dog_need_not_come_closer(
    app: App, pets: Path, photographs: Path, tmp_path: Path
) -> None:
    small, cup = tmp_path / "small.jpg", tmp_path / "cup.jpg"
    Image.open(pets / "cat.jpg").resize((120, 80)).save(small)
    Image.open(photographs / "coffee.png").convert("RGB").resize((120, 80)).save(cup)
    app.ready()
    for path, answer in (
        (pets / "cat.jpg", "That looks like a cat!"),
        (small, "That looks like a cat!"),
        (cup, "I see no dog here"),
    ):
        app.photo(path)
        expect(app.answer).to_have_text(answer)
        app.page.wait_for_timeout(500)  # the hints are measured after the answer
        expect(app.page.get_by_text("Get closer")).to_have_count(0)
        app.leave()
    app.photo(pets / "cat.jpg")
    expect(app.button("Catch it")).to_have_count(0)


def test_an_unsure_answer_offers_true_hints_and_alternatives(
    app: App, pets: Path, tmp_path: Path
) -> None:
    grey = tmp_path / "grey.jpg"
    with_grey_coat(pets / "vizsla.jpg").save(grey)
    app.ready().photo(grey)
    expect(app.answer).to_have_text("A dog, but not sure which")
    expect(app.button("Catch it")).to_have_count(0)
    expect(app.page.locator(".photo-hints li")).to_have_count(0)  # it is large, light and sharp
    app.leave()
    dark = tmp_path / "dark.jpg"
    with_grey_coat(pets / "vizsla.jpg").point(lambda value: value // 4).save(dark)
    app.photo(dark)
    expect(app.page.locator(".photo-hints")).to_contain_text("Find more light")
    app.leave()
    app.photo(grey)
    app.page.locator(".also button").first.click()
    expect(app.saved).to_be_visible()
    (caught,) = app.records("catches")
    assert caught["by"] == "user"


def test_a_correction_is_stored_as_a_labelled_example(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").click()
    app.button("Wrong?").click()
    app.sheet.get_by_role("searchbox").fill("foxh")
    app.sheet.get_by_role("button", name="English foxhound").click()
    expect(app.answer).to_have_text("English foxhound")
    (caught,) = app.records("catches")
    (example,) = app.records("examples")
    assert (caught["breed"], caught["by"]) == ("n02089973", "user")
    assert (example["breed"], example["not"]) == ("n02089973", "n02106662")


def test_a_photo_without_a_dog_is_stored_as_an_example(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Wrong?").click()
    app.button("There is no dog").click()
    expect(app.page.get_by_text("No dog, noted.")).to_be_visible()
    (example,) = app.records("examples")
    assert (example["breed"], example["not"]) == (None, "n02106662")
    assert app.records("catches") == []


def test_the_heat_map_is_shown_over_the_photo(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Why?").click()
    heat = app.page.locator("canvas.heat")
    expect(heat).to_be_visible()
    expect(
        app.page.get_by_text("The glowing parts spoke most for “German shepherd”.")
    ).to_be_visible()
    least, most = heat.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            const alphas = data.filter((_, at) => at % 4 === 3);
            return [Math.min(...alphas), Math.max(...alphas)];
        }"""
    )
    assert least == 0
    assert most > 150


def test_an_unreadable_photo_is_an_error_with_its_name(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "notes.jpg"
    photo.write_text("not a picture")
    app.ready().photo(photo)
    alert = app.page.get_by_role("alert")
    expect(alert).to_contain_text("read notes.jpg. Try a JPEG")
    app.button("Choose another photo").click()
    expect(app.button("Choose a photo")).to_be_visible()


def test_back_leads_from_a_photo_to_the_camera(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    expect(app.answer).to_be_visible()
    app.page.go_back()
    expect(app.sheet).to_be_hidden()
    expect(app.button("Show the answer")).to_be_visible()
    app.page.go_back()
    expect(app.button("Choose a photo")).to_be_visible()


def test_back_skips_the_entry_of_a_photo_that_was_left(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    app.close_sheet()
    page = app.page
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Kennel").click()
    page.go_back()
    expect(app.button("Choose a photo")).to_be_enabled()
    app.until("!history.state?.layers")
    assert page.evaluate("history.length") == before


def test_back_before_the_next_screen_has_opened_leads_to_the_camera(app: App, pets: Path) -> None:
    app.page.add_init_script(
        """
        addEventListener("hashchange", (event) => {
            if (window.isBusy) event.stopImmediatePropagation();
        });
        """
    )
    app.ready().photo(pets / "cat.jpg")
    app.close_sheet()
    app.page.evaluate("window.isBusy = true")  # the app learns of no screen in between
    app.page.get_by_role("link", name="Kennel").click()
    app.page.go_back()
    expect(app.button("Choose a photo")).to_be_enabled()
    app.until("!history.state?.layers")


def test_a_dog_can_be_caught_only_once(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.catch()
    app.close_sheet()
    app.button("Show the answer").click()
    expect(app.button("Catch it")).to_have_count(0)
    expect(app.saved).to_be_visible()
    assert len(app.records("catches")) == 1


def test_a_head_and_its_body_are_one_dog(app: App, data: Path) -> None:
    app.ready().photo(data / "photos" / "pets" / "Boxer_02426.jpg")
    expect(app.page.get_by_role("heading", name="1 dog found")).to_be_visible()
    expect(app.answer).to_have_text("Boxer")


def test_tapping_back_twice_does_not_leave_the_app(app: App, pets: Path) -> None:
    app.ready().photo(pets / "cat.jpg")
    app.close_sheet()
    app.button("Back").dblclick()
    expect(app.button("Choose a photo")).to_be_visible()


def test_a_second_photo_replaces_the_first(app: App, pets: Path) -> None:
    app.ready().photo(pets / "vizsla.jpg")
    expect(app.answer).to_have_text("Vizsla")
    deliver(app, pets / "shepherd.jpg", "drop")
    expect(app.answer).to_have_text("German shepherd")
    app.button("Catch it").click()
    expect(app.saved).to_contain_text("German shepherd")
