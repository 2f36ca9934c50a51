"""A catch is shared as a card, and a dog is given to a friend."""

from __future__ import annotations

import base64
import io
import re
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect

from dogscope.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from browser.website import Site
    from dogscope.app import App

PREVIEW = """async () => {
    const shown = document.querySelector(".share-preview :is(img, video)");
    const bytes = new Uint8Array(await (await fetch(shown.src)).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
}"""
LENGTH = """() => new Promise((resolve) => {
    const video = document.querySelector(".share-preview video");
    const film = document.createElement("video");
    film.muted = true;
    film.src = video.src;
    film.onloadedmetadata = () => {
        if (Number.isFinite(film.duration)) return resolve([film.duration, film.videoWidth]);
        film.ondurationchange = () => {
            if (Number.isFinite(film.duration)) resolve([film.duration, film.videoWidth]);
        };
        film.currentTime = 1e6;  // a film that was recorded live has no length in its header
    };
})"""


def open_card(app: App) -> None:
    """Open the sheet of the newest catch's card."""
    app.open("journal").page.locator(".entry").first.click()
    app.open_card()


def preview(app: App) -> bytes:
    """Return the file that is shown, and going to be shared."""
    return base64.b64decode(app.page.evaluate(PREVIEW))


def test_a_card_is_upright_or_square_and_the_preview_is_the_file(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    open_card(app)
    upright = preview(app)
    with app.page.expect_download() as download:
        app.sheet.get_by_role("button", name="Share").click()
    assert download.value.path().read_bytes() == upright
    app.button("Square").click()
    app.until("document.querySelector('.share-preview.square img')?.naturalHeight === 1080")
    square = preview(app)
    sizes = [Image.open(io.BytesIO(each)).size for each in (upright, square)]
    assert sizes == [(1080, 1350), (1080, 1080)]
    # The card is full of colours: it was drawn, frame, photo and all.
    assert len(Image.open(io.BytesIO(upright)).convert("RGB").reduce(4).getcolors(1 << 20)) > 5000


def test_a_card_turns_in_a_film_of_three_seconds(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    open_card(app)
    app.button("Film").click()
    expect(app.page.locator(".share-progress progress")).to_be_visible()
    app.sheet.get_by_role("button", name="Cancel").click()
    expect(app.page.locator(".share-preview.portrait img")).to_be_visible()
    app.button("Film").click()
    expect(app.page.locator(".share-preview video")).to_be_visible()
    film = preview(app)
    assert film[4:8] == b"ftyp" or film.startswith(b"\x1a\x45\xdf\xa3")  # MP4, or WebM
    assert 10_000 < len(film) < 3_000_000
    seconds, width = app.page.evaluate(LENGTH)
    assert width == 720
    assert 2 < seconds < 4.5  # three seconds; a busy machine is late with its first or last frame


def views(pets: Path, folder: Path) -> list[Path]:
    """Return six pictures of one dog: five to teach it from, and another one."""
    image = ImageOps.exif_transpose(Image.open(pets / "vizsla.jpg")).convert("RGB")
    paths = []
    for at in range(6):
        width, height = image.size
        path = folder / f"{at}.jpg"
        turned = image.rotate(4 * (at - 3), fillcolor=(110, 130, 100))
        turned.crop((8 * at, 5 * at, width - 6 * at, height - 3 * at)).save(path)
        paths.append(path)
    return paths


def digits(gift: bytes) -> str:
    """Return a file's dog as the digits of a link, without its photo."""
    codes = int.from_bytes(gift[28:30])
    name = 30 + codes
    body = gift[: name + 1 + gift[name]] + b"\0\0"
    whole = body + zlib.crc32(body).to_bytes(4)
    parts = [whole[at : at + 7] for at in range(0, len(whole), 7)]
    lengths = (0, 3, 5, 8, 10, 13, 15, 17)
    return "".join(str(int.from_bytes(part)).zfill(lengths[len(part)]) for part in parts)


@pytest.fixture
def barry(app: App, pets: Path, tmp_path: Path) -> tuple[bytes, Path]:
    """Teach a dog and save it as a file; return the file, and another picture of the dog."""
    paths = views(pets, tmp_path)
    app.ready().open("me").button("Add a dog").click()
    app.page.get_by_label("Its name").fill("Barry")
    app.sheet.locator("input[type=file]").set_input_files(paths[:5])
    expect(app.page.get_by_text("5 pictures are enough")).to_be_visible()
    app.button("Introduce").click()
    expect(app.page.get_by_text("Dog Scope knows Barry now.")).to_be_visible()
    app.page.get_by_role("button", name="Barry").click()
    expect(app.sheet).to_contain_text("met Barry yet.")
    app.button("Give Barry to a friend").click()
    # Nobody else can open this computer's own address: there is no code, and no link.
    expect(app.sheet).to_contain_text("Send the file to your friend.")
    expect(app.page.locator(".gift-code")).to_have_count(0)
    with app.page.expect_download() as download:
        app.button("Save as a file").click()
    assert download.value.suggested_filename == "Barry.dogscope-dog"
    return download.value.path().read_bytes(), paths[5]


def of_another_phone(gift: bytes) -> bytes:
    """Return a file's dog as a friend's phone would give it that was taught the same dog."""
    body = gift[:9] + bytes(range(16)) + gift[25:-4]
    return body + zlib.crc32(body).to_bytes(4)


DROP = """(content) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "Barry.dogscope-dog"));
    const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(drop);
}"""


def greeted(friend: App, other: Path, name: str) -> None:
    """Meet the dog of a picture on a friend's phone, and expect to be told its name."""
    friend.until("!history.state?.layers")  # the browser has gone back from the sheet
    friend.open("scope")
    expect(friend.button("Choose a photo")).to_be_enabled()
    friend.photo(other)
    expect(friend.answer).to_have_text(f"Hello, {name}!")


def test_a_friend_is_told_the_name_of_a_dog_that_came_as_a_file(
    barry: tuple[bytes, Path], chromium: Browser, shared_site: Site, pets: Path, tmp_path: Path
) -> None:
    gift, other = barry
    assert len(gift) < 6000
    file = tmp_path / "Barry.dogscope-dog"
    file.write_bytes(gift)
    with opened(chromium, shared_site) as friend:
        friend.ready().open("me")
        friend.page.locator("input[type=file]").set_input_files(file)
        expect(friend.sheet).to_contain_text("Add Barry, from a friend?")
        friend.button("Add Barry").click()
        expect(friend.page.get_by_text("Dog Scope knows Barry now.")).to_be_visible()
        greeted(friend, other, "Barry")
        friend.catch()
        friend.leave()
        friend.photo(pets / "shepherd.jpg")
        expect(friend.answer).to_have_text("German shepherd")
        friend.leave()
        friend.open("me").page.get_by_role("button", name="Barry").click()
        expect(friend.sheet).to_contain_text("You met Barry once")
        friend.close_sheet()
        # The same dog once more is the same dog.
        friend.page.locator("input[type=file]").set_input_files(file)
        friend.button("Update Barry").click()
        expect(friend.page.get_by_role("button", name="Barry")).to_have_count(1)
        (dog,) = friend.records("dogs")
        assert (dog["name"], dog["looks"]["count"]) == ("Barry", 5)
        file.write_bytes(gift[:-1])
        friend.page.locator("input[type=file]").set_input_files(file)
        expect(friend.page.get_by_text("This is no dog from Dog Scope")).to_be_visible()


def test_a_friend_is_told_the_name_of_a_dog_that_came_as_a_link(
    barry: tuple[bytes, Path], chromium: Browser, shared_site: Site
) -> None:
    gift, other = barry
    with opened(chromium, shared_site) as friend:
        # The link is the first that the friend sees of the app.
        friend.page.goto(f"{shared_site.url}/#/dog/{digits(gift)}")
        friend.page.get_by_role("button", name="Get Dog Scope ready").click()
        expect(friend.sheet).to_contain_text("Add Barry, from a friend?")
        friend.page.get_by_label("Its name").fill("Bär")
        friend.button("Add Bär").click()
        expect(friend.page.get_by_text("Dog Scope knows Bär now.")).to_be_visible()
        assert friend.page.url.endswith("#/me")
        friend.page.reload()  # the dog is taught again from what is stored
        greeted(friend, other, "Bär")


def test_a_dog_that_a_friend_gives_and_that_is_here_becomes_one_dog(
    app: App, barry: tuple[bytes, Path], tmp_path: Path
) -> None:
    gift, other = barry
    file = tmp_path / "again.dogscope-dog"
    file.write_bytes(of_another_phone(gift))
    app.open("scope").open("me")
    gift_input = app.page.locator("input[type=file]")
    gift_input.set_input_files(file)
    expect(app.sheet).to_contain_text("Is this the same dog as your Barry?")
    expect(app.sheet.locator(".gift-photo img")).to_have_count(2)
    app.sheet.get_by_role("button", name=re.compile("^Yes, it.s Barry")).click()
    expect(app.page.get_by_text("Dog Scope knows Barry better now.")).to_be_visible()
    greeted(app, other, "Barry")
    app.leave()
    (dog,) = app.records("dogs")
    assert [each["looks"]["count"] for each in dog["given"]] == [5]
    app.open("me")
    gift_input.set_input_files(file)  # the same one once more
    app.button("Update Barry").click()
    expect(app.page.get_by_role("button", name="Barry")).to_have_count(1)
    assert len(app.records("dogs")[0]["given"]) == 1
    # It was another dog after all: the friend's dog is one of its own, and is not asked about.
    app.page.get_by_role("button", name="Barry").click()
    expect(app.sheet).to_contain_text("Also given by a friend")
    app.sheet.get_by_role("button", name=re.compile("s another dog: Barry$")).click()
    expect(app.page.get_by_text("Barry 2 is a dog of its own again.")).to_be_visible()
    expect(app.sheet).not_to_contain_text("Also given by a friend")
    app.close_sheet()
    app.page.get_by_role("button", name="Barry 2").click()
    expect(app.sheet).to_contain_text("A friend")
    app.close_sheet()
    assert sorted(len(each["others"]) for each in app.records("dogs")) == [0, 1]


def made_up_gift(name: str, number: int) -> bytes:
    """Return the file of a dog that nobody has seen."""
    codes = bytes(range(256)) * 2 + bytes(128)
    looks = bytes([5]) + (50_000).to_bytes(2) + len(codes).to_bytes(2) + codes
    own_id = number.to_bytes(16)
    body = bytes([1, *range(8)]) + own_id + looks + bytes([len(name)]) + name.encode() + b"\0\0"
    return body + zlib.crc32(body).to_bytes(4)


@pytest.mark.parametrize("screen", ["scope", "me"])
def test_a_dog_whose_file_is_dropped_on_the_page_is_asked_about(app: App, screen: str) -> None:
    gift = made_up_gift("Barry", 1)
    app.ready().open(screen).settle()
    app.page.evaluate(DROP, base64.b64encode(gift).decode())
    expect(app.sheet).to_contain_text("Add Barry, from a friend?")
    assert app.page.url.endswith("#/me")
    app.close_sheet()
    app.page.evaluate(DROP, base64.b64encode(gift[:-1]).decode())
    expect(app.page.get_by_text("This is no dog from Dog Scope")).to_be_visible()


def test_a_second_dog_that_is_dropped_takes_the_place_of_the_first_with_its_own_name(
    app: App,
) -> None:
    app.ready().open("me").settle()
    for name, number in (("Barry", 1), ("Luna", 2)):
        app.page.evaluate(DROP, base64.b64encode(made_up_gift(name, number)).decode())
        expect(app.sheet).to_contain_text(f"Add {name}, from a friend?")
        expect(app.page.get_by_label("Its name")).to_have_value(name)
    expect(app.page.locator("dialog[open]")).to_have_count(1)
    app.close_sheet()
    expect(app.page.locator("dialog[open]")).to_have_count(0)
    assert app.page.url.endswith("#/me")
