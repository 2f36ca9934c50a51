"""The user's data are the user's: nothing is lost, and all of it can be taken along."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect

from browser.program import FLAGS, program
from dogscope.app import App

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

    from browser.website import Site


def corrected(app: App, pets: Path) -> App:
    """Catch a German shepherd, and say that it is a foxhound."""
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").click()
    app.button("Wrong?").click()
    app.sheet.get_by_role("button", name="English foxhound").click()
    expect(app.answer).to_have_text("English foxhound")
    app.leave()
    return app


def exported(app: App, name: str, folder: Path) -> Path:
    app.open("settings")
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def imported(app: App, path: Path, says: str) -> None:
    app.open("settings")
    app.page.locator("input[type=file]").set_input_files(path)
    expect(app.page.get_by_role("status").get_by_text(says)).to_be_visible()


def test_all_goes_to_another_phone_without_doubles(
    app: App, chromium: Browser, site: Site, pets: Path, tmp_path: Path
) -> None:
    corrected(app, pets)
    app.catch_photo(pets / "vizsla.jpg")
    path = exported(app, "Export everything", tmp_path)
    assert path.name.startswith("dog-scope-")
    context = chromium.new_context()
    other = App(context.new_page(), site)
    other.ready().catch_photo(pets / "shepherd.jpg")
    imported(other, path, "Imported: 2 catches and 1 correction.")
    imported(other, path, "All of that is here already.")
    assert {each["breed"] for each in other.kept("catches")} == {
        *("n02089973", "n02100583", "n02106662"),
    }
    assert other.kept("examples") == app.kept("examples")
    other.open("kennel")
    expect(other.page.locator(".cell.found img")).to_have_count(3)
    context.close()


def test_corrections_are_a_dataset_that_vizsla_reads(
    app: App, pets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(corrected(app, pets), "Export 1 correction", tmp_path)
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    vizsla = str(Path(sys.executable).with_name("vizsla"))
    subprocess.run([vizsla, "new", "dogs"], check=True, capture_output=True)
    subprocess.run([vizsla, "add", "dogs", path], check=True, capture_output=True)
    listed = subprocess.run(
        [vizsla, "examples", "dogs", "--json"], check=True, capture_output=True, text=True
    ).stdout
    assert "English foxhound" in listed
    with zipfile.ZipFile(path) as archive:
        (line,) = archive.read("metadata.jsonl").decode().splitlines()
        row = json.loads(line)
        assert (row["label"], row["not_labels"]) == ("English foxhound", ["German shepherd"])
        assert Image.open(io.BytesIO(archive.read(row["file_name"]))).format == "JPEG"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.zip", b"not a zip", "it is no zip, or it is damaged"),
        ("other.zip", None, "That zip is no export of Dog Scope."),
    ],
)
def test_what_is_no_export_is_told_and_changes_nothing(
    app: App, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "hello")
    else:
        path.write_bytes(content)
    imported(app.ready(), path, says)
    assert app.kept("catches") == app.kept("pictures") == []


def test_everything_is_deleted_when_it_is_asked_for_twice(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("settings").page.get_by_role("button", name="Delete everything").click()
    app.page.locator(".confirm").get_by_role("button", name="Delete everything").click()
    expect(app.page.get_by_text("Everything is deleted.")).to_be_visible()
    for store in ("catches", "examples", "dogs", "pictures"):
        assert app.kept(store) == []
    app.page.reload()
    expect(app.page.get_by_role("heading", name="Settings")).to_be_visible()


def test_a_full_device_is_told_and_nothing_is_lost(app: App, pets: Path) -> None:
    session = app.page.context.new_cdp_session(app.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": app.site.url, "quotaSize": 1000})
    app.ready().photo(pets / "vizsla.jpg")
    app.button("Catch it").click()
    full = app.sheet.get_by_text("The device is full")  # within the sheet: all else is inert
    expect(full).to_be_visible()
    expect(app.button("Catch it")).to_be_enabled()
    session.send("Storage.overrideQuotaForOrigin", {"origin": app.site.url})
    app.button("Catch it").click()
    expect(app.page.locator(".saved")).to_be_visible()
    assert len(app.kept("catches")) == 1


def test_two_tabs_show_the_same(app: App, site: Site, pets: Path) -> None:
    app.ready()
    other = App(app.page.context.new_page(), site).open("kennel")
    expect(other.page.locator(".cell.found")).to_have_count(0)
    app.catch_photo(pets / "shepherd.jpg")
    expect(other.page.locator(".cell.found")).to_have_count(1)


def test_what_another_tab_deletes_is_looked_at_no_more(app: App, site: Site, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("journal").page.locator(".entry").click()
    app.button("Wrong?").click()
    other = App(app.page.context.new_page(), site).open("settings")
    other.page.get_by_role("button", name="Delete everything").click()
    expect(other.page.get_by_text("Delete 1 catch, with all photos?")).to_be_visible()
    other.page.locator(".confirm").get_by_role("button", name="Delete everything").click()
    expect(app.page.locator("dialog")).to_have_count(0)
    assert app.kept("catches") == app.kept("examples") == []


def test_an_import_goes_on_when_its_screen_is_left(app: App, tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(picture, "JPEG")
    keys = [f"{at:08x}-0000-4000-8000-000000000000" for at in range(300)]
    parts = {"breed": "n02106662", "by": "app", "guesses": [], "how": "photo"}
    catches = [
        {"id": key, "at": 1_700_000_000_000 + at, "place": None, "mine": None, **parts}
        for at, key in enumerate(keys)
    ]
    box = {"x": 0, "y": 0, "width": 9, "height": 9}
    listing = {"format": 1, "catches": catches, "boxes": dict.fromkeys(keys, box)}
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for key in keys:
            archive.writestr(f"photos/{key}.jpg", picture.getvalue())
            archive.writestr(f"thumbs/{key}.jpg", picture.getvalue())
        archive.writestr("dogscope.json", json.dumps(listing))
    app.ready().open("settings").page.locator("input[type=file]").set_input_files(path)
    app.open("kennel")
    expect(app.page.get_by_text("Imported: 300 catches.")).to_be_visible()
    assert len(app.kept("pictures")) == 300


def test_data_of_a_newer_version_are_left_alone(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("kennel")
    app.page.evaluate(
        """() => new Promise((resolve, reject) => {
            const request = indexedDB.open("dogscope", 999);
            request.onerror = () => reject(request.error);
            request.onsuccess = () => { request.result.close(); resolve(); };
        })"""
    )
    expect(app.page.get_by_role("alert")).to_contain_text("A newer Dog Scope")
    app.page.reload()
    expect(app.page.get_by_text("A newer Dog Scope")).to_be_visible()
    assert len(app.kept("catches")) == 1


def test_a_window_that_keeps_nothing_says_so_and_works(app: App, pets: Path) -> None:
    app.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    app.ready()
    expect(app.page.get_by_role("alert")).to_contain_text("This window keeps nothing")
    app.catch_photo(pets / "shepherd.jpg")
    app.page.get_by_role("link", name="Kennel").click()
    expect(app.page.locator(".cell.found")).to_have_count(1)


def test_it_asks_to_be_kept_once_there_is_something_to_lose(app: App, pets: Path) -> None:
    app.page.add_init_script(
        "window.asked = 0; StorageManager.prototype.persist = async () => { window.asked++; };"
    )
    app.ready()
    assert app.page.evaluate("window.asked") == 0
    app.catch_photo(pets / "shepherd.jpg")
    assert app.page.evaluate("window.asked") == 1


def test_what_was_caught_outlives_a_browser_that_is_killed(
    playwright: Playwright, site: Site, pets: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    args = [*FLAGS, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    first = subprocess.Popen([program(), *args], stderr=subprocess.DEVNULL)
    told = profile / "DevToolsActivePort"
    while not told.is_file() or len(told.read_text().splitlines()) < 2:
        assert first.poll() is None
        time.sleep(0.1)
    port = told.read_text().splitlines()[0]
    browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
    app = App(browser.contexts[0].new_page(), site)
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.photo(pets / "vizsla.jpg")
    app.button("Catch it").click()  # and dies while it is written
    first.send_signal(signal.SIGKILL)
    first.wait()
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=program(), args=list(FLAGS)
    )
    app = App(context.new_page(), site).open("kennel")
    expect(app.page.locator(".cell.found img").first).to_be_visible()
    caught, pictures = (
        {each["id"] for each in app.kept(store)} for store in ("catches", "pictures")
    )
    assert caught == pictures
    context.close()


def test_a_dog_of_ones_own_is_greeted_by_name(app: App, pets: Path, tmp_path: Path) -> None:
    picture = ImageOps.exif_transpose(Image.open(pets / "vizsla.jpg")).convert("RGB")
    paths = []
    for at in range(6):
        width, height = picture.size
        path = tmp_path / f"{at}.jpg"
        turned = picture.rotate(4 * (at - 3), fillcolor=(110, 130, 100))
        turned.crop((8 * at, 5 * at, width - 6 * at, height - 3 * at)).save(path)
        paths.append(path)
    app.ready().open("me").button("Add a dog").click()
    app.page.get_by_label("Its name").fill("Barry")
    app.sheet.locator("input[type=file]").set_input_files(paths[:5])
    expect(app.page.get_by_text("5 pictures are enough")).to_be_visible()
    app.button("Remove picture 2").click()
    expect(app.page.get_by_text("4 of 5 pictures")).to_be_visible()
    expect(app.button("Teach")).to_be_disabled()
    app.sheet.locator("input[type=file]").set_input_files(paths[1])
    expect(app.page.get_by_text("5 pictures are enough")).to_be_visible()
    app.button("Teach").click()
    expect(app.page.get_by_text("Dog Scope knows Barry now.")).to_be_visible()
    for again in (False, True):
        if again:
            app.page.reload()  # it is taught anew from what is kept
        app.open("scope")
        expect(app.button("Choose a photo")).to_be_enabled()
        app.photo(paths[5])
        expect(app.answer).to_have_text("Hello, Barry!")
        app.leave()
    app.photo(pets / "shepherd.jpg")
    expect(app.answer).to_have_text("German shepherd")


def test_a_dog_that_is_known_by_name_is_still_caught(
    shepherd: App, pets: Path, tmp_path: Path
) -> None:
    picture = ImageOps.exif_transpose(Image.open(pets / "shepherd.jpg")).convert("RGB")
    ways = (lambda it: it, ImageOps.mirror, lambda it: it.rotate(5), lambda it: it.rotate(-5))
    views = [way(picture) for way in ways] + [picture.reduce(2)]
    for at, view in enumerate(views):
        view.save(tmp_path / f"{at}.jpg")
    shepherd.live()
    shepherd.open("me").button("Add a dog").click()
    shepherd.page.get_by_label("Its name").fill("Rex")
    files = [tmp_path / f"{at}.jpg" for at in range(len(views))]
    shepherd.sheet.locator("input[type=file]").set_input_files(files)
    expect(shepherd.page.get_by_text("5 pictures are enough")).to_be_visible()
    shepherd.button("Teach").click()
    expect(shepherd.page.get_by_text("Dog Scope knows Rex now.")).to_be_visible()
    shepherd.open("scope").hold()
    expect(shepherd.answer).to_have_text("Hello, Rex!")
    expect(shepherd.page.locator(".saved")).to_be_visible()
    (caught,) = shepherd.kept("catches")
    (rex,) = shepherd.kept("dogs")
    assert (caught["breed"], caught["mine"]) == ("n02106662", rex["id"])
    shepherd.open("me").page.get_by_role("button", name="Rex").click()
    shepherd.button("Forget Rex").click()
    shepherd.sheet.locator(".confirm").get_by_role("button", name="Forget Rex").click()
    expect(shepherd.page.get_by_role("button", name="Rex")).to_have_count(0)
    assert shepherd.kept("dogs") == []


def test_a_card_is_shared_without_the_place(app: App, pets: Path, tmp_path: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("journal").page.locator(".entry").click()
    with app.page.expect_download() as download:
        app.sheet.get_by_role("button", name="Share").click()
    path = tmp_path / "card.png"
    download.value.save_as(path)
    with Image.open(path) as card:
        assert (card.format, card.size) == ("PNG", (1080, 1350))
    assert b"GPS" not in path.read_bytes()
