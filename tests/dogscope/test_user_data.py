"""The user's data: nothing is lost, and everything can be exported, imported and deleted."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect

from browser.program import FLAGS, program
from dogscope.app import App
from dogscope.archive_file import write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Playwright

    from browser.website import Site


def correct_a_catch(app: App, pets: Path) -> App:
    """Catch a German shepherd, and correct it to a foxhound."""
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Catch it").click()
    app.button("Wrong?").click()
    app.sheet.get_by_role("button", name="English foxhound").click()
    expect(app.answer).to_have_text("English foxhound")
    app.leave()
    return app


def export(app: App, name: str, folder: Path) -> Path:
    """Press a button in the settings, and save the file that it downloads."""
    app.open("settings")
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def import_file(app: App, path: Path, message: str) -> None:
    """Import a file in the settings, and expect a message."""
    app.import_archive(path)
    expect(app.page.get_by_role("status").get_by_text(message)).to_be_visible()


def test_an_export_is_imported_on_another_phone_without_duplicates(
    app: App, new_app: App, pets: Path, tmp_path: Path
) -> None:
    correct_a_catch(app, pets)
    app.catch_photo(pets / "vizsla.jpg")
    path = export(app, "Export everything", tmp_path)
    assert path.name.startswith("dog-scope-")
    other = new_app.ready()
    other.catch_photo(pets / "shepherd.jpg")
    import_file(other, path, "Imported: 2 catches and 1 correction.")
    import_file(other, path, "All of that is here already.")
    assert {each["breed"] for each in other.records("catches")} == {
        *("n02089973", "n02100583", "n02106662"),
    }
    assert other.records("examples") == app.records("examples")
    other.open("kennel")
    expect(other.page.locator(".cell.found img")).to_have_count(3)


def test_corrections_are_exported_as_a_dataset_that_vizsla_reads(
    app: App, pets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(correct_a_catch(app, pets), "Export 1 correction", tmp_path)
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
    ("name", "content", "message"),
    [
        ("notes.zip", b"not a zip", "a zip, or it"),
        ("other.zip", None, "exported from Dog Scope."),
    ],
)
def test_a_file_that_is_no_export_is_an_error_and_changes_nothing(
    app: App, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "hello")
    else:
        path.write_bytes(content)
    import_file(app.ready(), path, message)
    assert app.records("catches") == app.records("pictures") == []


def test_a_lost_connection_to_the_database_is_opened_again(app: App, pets: Path) -> None:
    app.page.add_init_script(
        """
        window.connections = [];
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...names) {
            const request = open.apply(this, names);
            request.addEventListener("success", () => window.connections.push(request.result));
            return request;
        };
        """
    )
    app.ready().photo(pets / "shepherd.jpg")
    expect(app.answer).to_be_visible()
    app.page.evaluate("window.connections[0].close()")
    app.catch()
    expect(app.page.locator(".banner")).to_have_count(0)
    assert len(app.records("catches")) == len(app.records("pictures")) == 1
    app.page.evaluate("for (const each of window.connections) each.close()")
    app.button("Let it go").click()  # so soon after, it says to reload
    expect(app.page.locator(".toast")).to_contain_text("Reload this page")
    expect(app.page.locator(".banner")).to_contain_text("Reload this page")


def test_photos_are_stored_where_the_browser_refuses_blobs(app: App, pets: Path) -> None:
    app.page.add_init_script(
        """
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, ...rest) {
            if (Object.values(value).some((each) => each instanceof Blob)) {
                throw new DOMException("no Blobs here", "DataCloneError");
            }
            return put.call(this, value, ...rest);
        };
        """
    )
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("kennel").page.reload()
    expect(app.page.locator(".cell.found img")).to_have_count(1)
    app.until("document.querySelector('.cell.found img').naturalWidth > 0")


def test_an_export_says_that_it_holds_places_and_can_leave_them_out(
    app: App, pets: Path, tmp_path: Path
) -> None:
    path = tmp_path / "placed.zip"
    write_archive(path, [("n02106662", (pets / "shepherd.jpg").read_bytes())], places=True)
    import_file(app.ready(), path, "Imported: 1 catch.")
    app.page.get_by_role("button", name="Export everything").click()
    expect(app.page.locator(".confirm")).to_contain_text("1 catch says exactly where you were")
    for name, has_place in (("Export without places", False), ("Export with places", True)):
        with app.page.expect_download() as download:
            app.button(name).click()
        zipped = tmp_path / f"{has_place}.zip"
        download.value.save_as(zipped)
        with zipfile.ZipFile(zipped) as archive:
            (caught,) = json.loads(archive.read("dogscope.json"))["catches"]
        assert (caught["place"] is not None) == has_place
        if not has_place:
            app.page.get_by_role("button", name="Export everything").click()


def test_an_export_that_a_mac_packed_again_is_imported(app: App, data: Path) -> None:
    path = data / "cases" / "dog-scope-import" / "rezipped.zip"
    import_file(app.ready(), path, "Imported: 1 catch.")


def test_everything_is_deleted_after_a_confirmation(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("settings").delete_everything()
    expect(app.page.get_by_text("Everything is deleted.")).to_be_visible()
    for store in ("catches", "examples", "dogs", "pictures"):
        assert app.records(store) == []
    app.page.reload()
    expect(app.page.get_by_role("heading", name="Settings")).to_be_visible()


def test_a_full_device_is_an_error_and_nothing_is_lost(new_app: App, pets: Path) -> None:
    session = new_app.page.context.new_cdp_session(new_app.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": new_app.site.url, "quotaSize": 1000})
    new_app.ready().photo(pets / "vizsla.jpg")
    new_app.button("Catch it").click()
    full = new_app.sheet.get_by_text("This device is full")  # in the sheet: all else is inert
    expect(full).to_be_visible()
    expect(new_app.button("Catch it")).to_be_enabled()
    session.send("Storage.overrideQuotaForOrigin", {"origin": new_app.site.url})
    new_app.catch()
    expect(full).to_have_count(0)  # it is no longer true
    assert len(new_app.records("catches")) == 1


def test_two_tabs_show_the_same_data(app: App, pets: Path) -> None:
    app.ready()
    other = App(app.page.context.new_page(), app.site).open("kennel")
    expect(other.page.locator(".cell.found")).to_have_count(0)
    app.catch_photo(pets / "shepherd.jpg")
    expect(other.page.locator(".cell.found")).to_have_count(1)


def test_a_sheet_closes_when_another_tab_deletes_its_catch(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("journal").page.locator(".entry").click()
    app.button("Wrong?").click()
    other = App(app.page.context.new_page(), app.site).open("settings")
    other.delete_everything("Delete 1 catch, with all photos?")
    expect(app.page.locator("dialog")).to_have_count(0)
    assert app.records("catches") == app.records("examples") == []


def test_an_import_goes_on_when_the_user_leaves_the_screen(app: App, tmp_path: Path) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(jpeg, "JPEG")
    path = tmp_path / "many.zip"
    write_archive(path, 300 * [("n02106662", jpeg.getvalue())])
    app.ready().import_archive(path)
    app.open("kennel")
    expect(app.page.get_by_text("Imported: 300 catches.")).to_be_visible()
    assert len(app.records("pictures")) == 300


def test_the_data_of_a_newer_version_are_not_changed(app: App, pets: Path) -> None:
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
    assert len(app.records("catches")) == 1


def test_a_window_without_a_database_warns_and_works(app: App, pets: Path) -> None:
    app.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    app.ready()
    expect(app.page.get_by_role("alert")).to_contain_text("keep anything (is it a private one?)")
    app.catch_photo(pets / "shepherd.jpg")
    app.page.get_by_role("link", name="Kennel").click()
    expect(app.page.locator(".cell.found")).to_have_count(1)


def test_persistent_storage_is_requested_with_the_first_catch(new_app: App, pets: Path) -> None:
    new_app.page.add_init_script(
        "window.asked = 0; StorageManager.prototype.persist = async () => { window.asked++; };"
    )
    new_app.ready()
    assert new_app.page.evaluate("window.asked") == 0
    new_app.catch_photo(pets / "shepherd.jpg")
    assert new_app.page.evaluate("window.asked") == 1


@contextmanager
def debugged_browser(profile: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a browser with a profile, and yield its process and its debugging port."""
    args = [*FLAGS, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    command = [program(), *args, "about:blank"]  # Playwright may wait for ever for a new tab's page
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            port = profile / "DevToolsActivePort"
            while not port.is_file() or len(port.read_text().splitlines()) < 2:
                assert process.poll() is None
                time.sleep(0.1)
            yield process, int(port.read_text().splitlines()[0])
        finally:
            process.kill()


def test_catches_survive_a_killed_browser(
    playwright: Playwright, shared_site: Site, pets: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    with debugged_browser(profile) as (process, port):
        browser = playwright.chromium.connect_over_cdp(
            f"http://127.0.0.1:{port}",
            timeout=120_000,  # milliseconds; a busy machine starts browsers slowly
        )
        app = App(browser.contexts[0].new_page(), shared_site)
        app.ready().catch_photo(pets / "shepherd.jpg")
        app.photo(pets / "vizsla.jpg")
        app.button("Catch it").click()
        process.send_signal(signal.SIGKILL)  # while the catch is being written
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=program(), args=list(FLAGS)
    )
    app = App(context.new_page(), shared_site).open("kennel")
    expect(app.page.locator(".cell.found img").first).to_be_visible()
    caught, photos = (
        {each["id"] for each in app.records(store)} for store in ("catches", "pictures")
    )
    assert caught == photos
    context.close()


def test_the_users_own_dog_is_recognised_by_name(app: App, pets: Path, tmp_path: Path) -> None:
    image = ImageOps.exif_transpose(Image.open(pets / "vizsla.jpg")).convert("RGB")
    paths = []
    for at in range(6):
        width, height = image.size
        path = tmp_path / f"{at}.jpg"
        turned = image.rotate(4 * (at - 3), fillcolor=(110, 130, 100))
        turned.crop((8 * at, 5 * at, width - 6 * at, height - 3 * at)).save(path)
        paths.append(path)
    app.ready().open("me").button("Add a dog").click()
    app.page.get_by_label("Its name").fill("Barry")
    app.sheet.locator("input[type=file]").set_input_files(paths[:5])
    expect(app.page.get_by_text("5 pictures are enough")).to_be_visible()
    app.button("Remove picture 2").click()
    expect(app.page.get_by_text("4 of 5 pictures")).to_be_visible()
    expect(app.button("Introduce")).to_be_disabled()
    app.sheet.locator("input[type=file]").set_input_files(paths[1])
    expect(app.page.get_by_text("5 pictures are enough")).to_be_visible()
    app.button("Introduce").click()
    expect(app.page.get_by_text("Dog Scope knows Barry now.")).to_be_visible()
    for again in (False, True):
        if again:
            app.page.reload()  # the dog is taught again from the stored photos
        app.open("scope")
        expect(app.button("Choose a photo")).to_be_enabled()
        app.photo(paths[5])
        expect(app.answer).to_have_text("Hello, Barry!")
        app.leave()
    app.photo(pets / "shepherd.jpg")
    expect(app.answer).to_have_text("German shepherd")


def test_a_recognised_dog_is_caught_with_its_breed(
    shepherd: App, pets: Path, tmp_path: Path
) -> None:
    image = ImageOps.exif_transpose(Image.open(pets / "shepherd.jpg")).convert("RGB")
    ways = (lambda it: it, ImageOps.mirror, lambda it: it.rotate(5), lambda it: it.rotate(-5))
    views = [way(image) for way in ways] + [image.reduce(2)]
    for at, view in enumerate(views):
        view.save(tmp_path / f"{at}.jpg")
    shepherd.live()
    shepherd.open("me").button("Add a dog").click()
    shepherd.page.get_by_label("Its name").fill("Rex")
    files = [tmp_path / f"{at}.jpg" for at in range(len(views))]
    shepherd.sheet.locator("input[type=file]").set_input_files(files)
    expect(shepherd.page.get_by_text("5 pictures are enough")).to_be_visible()
    shepherd.button("Introduce").click()
    expect(shepherd.page.get_by_text("Dog Scope knows Rex now.")).to_be_visible()
    shepherd.open("scope")
    expect(shepherd.page.locator(".dog-name")).to_have_text("Rex")
    shepherd.hold()
    expect(shepherd.answer).to_have_text("Hello, Rex!")
    meter = shepherd.page.locator(".meter")
    expect(meter).to_have_count(1)  # of the dog, and not of its breed
    expect(meter).to_contain_text("Is it Rex? ")
    expect(meter).not_to_contain_text("%")  # scores of taught dogs are not calibrated
    expect(shepherd.saved).to_be_visible()
    (caught,) = shepherd.records("catches")
    (rex,) = shepherd.records("dogs")
    assert (caught["breed"], caught["mine"]) == ("n02106662", rex["id"])
    shepherd.open("me").page.get_by_role("button", name="Rex").click()
    shepherd.button("Forget Rex").click()
    shepherd.sheet.locator(".confirm").get_by_role("button", name="Forget Rex").click()
    expect(shepherd.page.get_by_role("button", name="Rex")).to_have_count(0)
    assert shepherd.records("dogs") == []


def test_a_shared_card_has_no_location(app: App, pets: Path, tmp_path: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("journal").page.locator(".entry").click()
    app.open_card()
    with app.page.expect_download() as download:
        app.sheet.get_by_role("button", name="Share").click()
    path = tmp_path / "card.png"
    download.value.save_as(path)
    with Image.open(path) as card:
        assert (card.format, card.size) == ("PNG", (1080, 1350))
    assert b"GPS" not in path.read_bytes()
