from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from vizsla.errors import CancelledError, InputDamagedError, OptionError
from vizsla.exchange import ExportExample, read_source, write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Make = Callable[..., ExportExample]

LAYOUTS = ("folder", "csv", "json lines", "label studio")
TARGETS = ("out", "out.zip")


def known(items: Iterable[object]) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(getattr(each, key) for key in ("name", "label", "not_labels", "split", "state"))
        for each in items
    )


def awkward_examples(make: Make, awkward_labels: tuple[str, ...]) -> list[ExportExample]:
    parts = ("train", "test", None)
    items = [
        make(number, f"sub/{number % 5}.PNG", label=label, split=parts[number % 3],
             not_labels=awkward_labels[: number % 4])
        for number, label in enumerate(awkward_labels)
    ]  # fmt: skip
    items += [make(90 + n, state=state, split=parts[n]) for n, state in enumerate(("unsure", None))]
    return [*items, make(95, "test_image.png", state="skipped", not_labels=("a;b", "[c"))]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_export_is_imported_as_it_was(
    make_example: Make, awkward_labels: tuple[str, ...], tmp_path: Path, layout: str, target: str
) -> None:
    items = awkward_examples(make_example, awkward_labels)
    written = write_dataset(iter(items), tmp_path / target, layout=layout)
    assert (written.count, written.skipped) == (len(items), ())
    back = read_source(tmp_path / target, splits=True)
    assert not back.problems
    assert known(back) == known(items)
    contents = {(each.name, each.label): each.read() for each in items}
    assert all(contents[each.name, each.label] == each.read() for each in back)


@pytest.mark.parametrize(("layout", "table"), [
    ("csv", "metadata.csv"), ("json lines", "metadata.jsonl"), ("label studio", "tasks.json"),
])  # fmt: skip
def test_an_exports_table_is_imported_like_the_export(
    make_example: Make, awkward_labels: tuple[str, ...], tmp_path: Path, layout: str, table: str
) -> None:
    items = awkward_examples(make_example, awkward_labels)
    write_dataset(items, tmp_path / "out", layout=layout)
    back = read_source(tmp_path / "out" / table, splits=True)
    assert back.layout == layout
    assert known(back) == known(items)


def test_no_cell_of_an_exported_table_is_a_formula(
    make_example: Make, awkward_labels: tuple[str, ...], tmp_path: Path
) -> None:
    items = [
        make_example(number, f"={number}.png", label=label, not_labels=("+1",))
        for number, label in enumerate(awkward_labels)
    ]
    write_dataset(items, tmp_path / "out", layout="csv")
    with (tmp_path / "out" / "metadata.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(items)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


LABEL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200
).filter(lambda text: text.strip() == text and len(text.strip()) > 0)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(labels=st.lists(LABEL, min_size=1, max_size=5), layout=st.sampled_from(LAYOUTS))
def test_any_label_is_imported_as_it_was_exported(
    make_example: Make, tmp_path: Path, labels: list[str], layout: str
) -> None:
    labels = [each for text in labels if len(each := unicodedata.normalize("NFC", text)) <= 200]
    items = [make_example(n, label=label, not_labels=(label,)) for n, label in enumerate(labels)]
    write_dataset(items, tmp_path / "out", layout=layout, replace=True)
    if items:
        assert known(read_source(tmp_path / "out", splits=True)) == known(items)


def test_people_may_sort_an_export_by_hand(make_example: Make, tmp_path: Path) -> None:
    items = [make_example(n, label=label) for n, label in enumerate(("oak", "oak", "test", "test"))]
    write_dataset(items, tmp_path / "out")
    train = tmp_path / "out" / "train"
    (moved,) = (each for each in train.iterdir() if each.name != "oak")
    (train / "oak" / "0.png").rename(moved / "0.png")
    back = read_source(tmp_path / "out")
    assert sorted((each.name, each.label) for each in back) == [
        ("1.png", "oak"), ("2.png", "test"), ("3.png", "test"),
        (f"train/{moved.name}/0.png", "test"),
    ]  # fmt: skip
    assert "train/oak/0.png does not exist" in str(back.problems[0][1])


def test_place_and_device_are_stripped_unless_asked_for(images: Path, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMake"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    file = io.BytesIO()
    with Image.open(images / "things/kitten.jpg") as cat:
        cat.save(file, "JPEG", exif=exif)
    item = ExportExample("cat.jpg", "0" * 64, file.getvalue, "cat")
    write_dataset([item], tmp_path / "out")
    assert b"SecretMake" not in (tmp_path / "out/train/cat/cat.jpg").read_bytes()
    write_dataset([item], tmp_path / "all", keep_metadata=True)
    assert (tmp_path / "all/train/cat/cat.jpg").read_bytes() == file.getvalue()


def test_a_file_name_ends_as_its_format_does(tmp_path: Path) -> None:
    items = []
    for kind in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WebP"):
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(file, kind)
        items.append(ExportExample(f"{kind}.heic", "0" * 64, file.getvalue, "red"))
    write_dataset(items, tmp_path / "out")
    assert sorted(each.name for each in (tmp_path / "out/train/red").iterdir()) == [
        "BMP.png", "GIF.png", "JPEG.jpg", "PNG.png", "TIFF.png", "WebP.webp",
    ]  # fmt: skip
    assert len(read_source(tmp_path / "out")) == 6


def test_an_unreadable_example_is_skipped_and_the_others_are_exported(
    make_example: Make, tmp_path: Path
) -> None:
    def gone() -> bytes:
        raise InputDamagedError("it is gone")

    broken = [
        ExportExample("gone.jpg", "0" * 64, gone, "oak"),
        ExportExample("text.jpg", "1" * 64, lambda: b"dear", "oak"),
        ExportExample("half.jpg", "2" * 64, lambda: b"\xff\xd8\xff\xe0half", "oak"),
    ]
    written = write_dataset([*broken, make_example(label="oak")], tmp_path / "out")
    assert written.count == 1
    assert [name for name, _ in written.skipped] == ["gone.jpg", "text.jpg", "half.jpg"]
    assert len(read_source(tmp_path / "out")) == 1


@pytest.mark.parametrize("target", TARGETS)
def test_an_older_export_is_replaced_only_where_that_is_allowed(
    make_example: Make, tmp_path: Path, target: str
) -> None:
    path = tmp_path / target
    write_dataset([make_example(0, label="oak")], path)
    with pytest.raises(OptionError, match="option 'replace'"):
        write_dataset([make_example(1, label="elm")], path)
    assert [each.label for each in read_source(path)] == ["oak"]
    write_dataset([make_example(1, label="elm")], path, replace=True)
    assert [each.label for each in read_source(path)] == ["elm"]
    assert [each.name for each in tmp_path.iterdir()] == [target]


def test_files_that_are_no_export_are_never_replaced(make_example: Make, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"me")
    shutil.make_archive(str(tmp_path / "photos"), "zip", tmp_path / "photos")
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    for name in ("photos", "photos.zip", "link", "photos/me.jpg"):
        with pytest.raises(OptionError, match="is no export"):
            write_dataset([make_example()], tmp_path / name, replace=True)
    assert (tmp_path / "photos" / "me.jpg").read_bytes() == b"me"


@pytest.mark.parametrize("target", TARGETS)
def test_an_export_stopped_halfway_changes_nothing(
    make_example: Make, tmp_path: Path, target: str
) -> None:
    write_dataset([make_example(0, label="oak")], tmp_path / target)

    def stopped() -> Iterator[ExportExample]:
        yield make_example(1, label="elm")
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        write_dataset(stopped(), tmp_path / target, replace=True)
    assert [each.label for each in read_source(tmp_path / target)] == ["oak"]
    assert [each.name for each in tmp_path.iterdir()] == [target]


@pytest.mark.parametrize("target", TARGETS)
def test_a_full_disk_changes_nothing(make_example: Make, tmp_path: Path, target: str) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    items = sorted(
        (make_example(n, label="oak") for n in range(9)), key=lambda each: len(each.read())
    )
    most = len(items[-1].read()) - 1  # all but the last fit
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, old[1]))
        with pytest.raises(OptionError, match="nothing was changed"):
            write_dataset(items, tmp_path / target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, ignored)
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_cannot_be_replaced_is_unchanged(
    make_example: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dataset([make_example(0, label="oak")], tmp_path / "out")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("vizsla.atomic.swap_folders.exchange_names", refused)
    with pytest.raises(OptionError, match="Permission denied"):
        write_dataset([make_example(1, label="elm")], tmp_path / "out", replace=True)
    assert [each.label for each in read_source(tmp_path / "out")] == ["oak"]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_an_impossible_target_is_named_in_the_error(make_example: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OptionError, match="can't be written"):
        write_dataset([make_example()], tmp_path / "file" / "out")
    with pytest.raises(OptionError, match="can't be written"):
        write_dataset([make_example()], "/")
    with pytest.raises(OptionError, match="layout must be one of folder, csv"):
        write_dataset([make_example()], tmp_path / "out", layout="yolo")


def test_the_same_export_is_the_same_zip(make_example: Make, tmp_path: Path) -> None:
    items = [make_example(n, label="oak") for n in range(3)]
    for name in ("a.zip", "b.zip"):
        write_dataset(items, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_label_studio_gets_its_labelling_interface(
    make_example: Make, awkward_labels: tuple[str, ...], tmp_path: Path
) -> None:
    items = [make_example(n, label=label) for n, label in enumerate(awkward_labels)]
    write_dataset(items, tmp_path / "out", layout="label studio")
    view = ET.fromstring((tmp_path / "out/labelling.xml").read_text())  # noqa: S314 - just written
    assert {each.get("value") for each in view.iter("Choice")} == set(awkward_labels)
    tasks = json.loads((tmp_path / "out/tasks.json").read_text())
    assert [each["annotations"][0]["result"][0]["value"]["choices"][0] for each in tasks] == list(
        awkward_labels
    )
