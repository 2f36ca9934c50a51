from __future__ import annotations

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
from vizsla.exchange import Outgoing, read_source, write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Make = Callable[..., Outgoing]

LAYOUTS = ("folder", "csv", "json lines", "label studio")
TARGETS = ("out", "out.zip")


def known(items: Iterable[object]) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(getattr(each, key) for key in ("name", "label", "not_labels", "part", "state"))
        for each in items
    )


def nasty_items(make: Make, nasty: tuple[str, ...]) -> list[Outgoing]:
    parts = ("train", "test", None)
    items = [
        make(number, f"sub/{number % 5}.PNG", label=label, part=parts[number % 3],
             not_labels=nasty[: number % 4])
        for number, label in enumerate(nasty)
    ]  # fmt: skip
    items += [make(90 + n, state=state, part=parts[n]) for n, state in enumerate(("unsure", None))]
    return [*items, make(95, "test_image.png", state="skipped", not_labels=("a;b", "[c"))]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_exported_comes_back(
    outgoing: Make, nasty: tuple[str, ...], tmp_path: Path, layout: str, target: str
) -> None:
    items = nasty_items(outgoing, nasty)
    written = write_dataset(iter(items), tmp_path / target, layout=layout)
    assert (written.count, written.skipped) == (len(items), ())
    back = read_source(tmp_path / target, parts=True)
    assert not back.problems
    assert known(back) == known(items)
    pictures = {(each.name, each.label): each.read() for each in items}
    assert all(pictures[each.name, each.label] == each.read() for each in back)


@pytest.mark.parametrize(("layout", "table"), [
    ("csv", "metadata.csv"), ("json lines", "metadata.jsonl"), ("label studio", "tasks.json"),
])  # fmt: skip
def test_the_table_alone_gives_the_same(
    outgoing: Make, nasty: tuple[str, ...], tmp_path: Path, layout: str, table: str
) -> None:
    items = nasty_items(outgoing, nasty)
    write_dataset(items, tmp_path / "out", layout=layout)
    back = read_source(tmp_path / "out" / table, parts=True)
    assert back.layout == layout
    assert known(back) == known(items)


LABEL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200
).filter(lambda text: text.strip() == text and len(text.strip()) > 0)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(labels=st.lists(LABEL, min_size=1, max_size=5), layout=st.sampled_from(LAYOUTS))
def test_any_label_comes_back(
    outgoing: Make, tmp_path: Path, labels: list[str], layout: str
) -> None:
    labels = [each for text in labels if len(each := unicodedata.normalize("NFC", text)) <= 200]
    items = [outgoing(n, label=label, not_labels=(label,)) for n, label in enumerate(labels)]
    write_dataset(items, tmp_path / "out", layout=layout, replace=True)
    if items:
        assert known(read_source(tmp_path / "out", parts=True)) == known(items)


def test_people_may_sort_an_export_by_hand(outgoing: Make, tmp_path: Path) -> None:
    items = [outgoing(n, label=label) for n, label in enumerate(("oak", "oak", "test", "test"))]
    write_dataset(items, tmp_path / "out")
    train = tmp_path / "out" / "train"
    (moved,) = (each for each in train.iterdir() if each.name != "oak")
    (train / "oak" / "0.png").rename(moved / "0.png")
    back = read_source(tmp_path / "out")
    assert sorted((each.name, each.label) for each in back) == [
        ("1.png", "oak"), ("2.png", "test"), ("3.png", "test"),
        (f"train/{moved.name}/0.png", "test"),
    ]  # fmt: skip
    assert "train/oak/0.png is not there" in str(back.problems[0][1])


def test_place_and_device_stay_out_unless_asked(images: Path, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMake"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    file = io.BytesIO()
    with Image.open(images / "things/kitten.jpg") as cat:
        cat.save(file, "JPEG", exif=exif)
    item = Outgoing("cat.jpg", "0" * 64, file.getvalue, "cat")
    write_dataset([item], tmp_path / "out")
    assert b"SecretMake" not in (tmp_path / "out/train/cat/cat.jpg").read_bytes()
    write_dataset([item], tmp_path / "all", keep_metadata=True)
    assert (tmp_path / "all/train/cat/cat.jpg").read_bytes() == file.getvalue()


def test_a_name_ends_as_its_format(tmp_path: Path) -> None:
    items = []
    for kind in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WebP"):
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(file, kind)
        items.append(Outgoing(f"{kind}.heic", "0" * 64, file.getvalue, "red"))
    write_dataset(items, tmp_path / "out")
    assert sorted(each.name for each in (tmp_path / "out/train/red").iterdir()) == [
        "BMP.png", "GIF.png", "JPEG.jpg", "PNG.png", "TIFF.png", "WebP.webp",
    ]  # fmt: skip
    assert len(read_source(tmp_path / "out")) == 6


def test_what_cannot_be_read_is_told_and_the_others_go_on(outgoing: Make, tmp_path: Path) -> None:
    def gone() -> bytes:
        raise InputDamagedError("it is gone")

    broken = [
        Outgoing("gone.jpg", "0" * 64, gone, "oak"),
        Outgoing("text.jpg", "1" * 64, lambda: b"dear", "oak"),
        Outgoing("half.jpg", "2" * 64, lambda: b"\xff\xd8\xff\xe0half", "oak"),
    ]
    written = write_dataset([*broken, outgoing(label="oak")], tmp_path / "out")
    assert written.count == 1
    assert [name for name, _ in written.skipped] == ["gone.jpg", "text.jpg", "half.jpg"]
    assert len(read_source(tmp_path / "out")) == 1


@pytest.mark.parametrize("target", TARGETS)
def test_an_older_export_goes_only_when_it_may(outgoing: Make, tmp_path: Path, target: str) -> None:
    path = tmp_path / target
    write_dataset([outgoing(0, label="oak")], path)
    with pytest.raises(OptionError, match="option 'replace'"):
        write_dataset([outgoing(1, label="elm")], path)
    assert [each.label for each in read_source(path)] == ["oak"]
    write_dataset([outgoing(1, label="elm")], path, replace=True)
    assert [each.label for each in read_source(path)] == ["elm"]
    assert [each.name for each in tmp_path.iterdir()] == [target]


def test_what_is_no_export_never_goes(outgoing: Make, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"me")
    shutil.make_archive(str(tmp_path / "photos"), "zip", tmp_path / "photos")
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    for name in ("photos", "photos.zip", "link", "photos/me.jpg"):
        with pytest.raises(OptionError, match="is no export"):
            write_dataset([outgoing()], tmp_path / name, replace=True)
    assert (tmp_path / "photos" / "me.jpg").read_bytes() == b"me"


@pytest.mark.parametrize("target", TARGETS)
def test_stopped_halfway_it_leaves_all_as_it_was(
    outgoing: Make, tmp_path: Path, target: str
) -> None:
    write_dataset([outgoing(0, label="oak")], tmp_path / target)

    def stopped() -> Iterator[Outgoing]:
        yield outgoing(1, label="elm")
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        write_dataset(stopped(), tmp_path / target, replace=True)
    assert [each.label for each in read_source(tmp_path / target)] == ["oak"]
    assert [each.name for each in tmp_path.iterdir()] == [target]


@pytest.mark.parametrize("target", TARGETS)
def test_a_full_disk_leaves_all_as_it_was(outgoing: Make, tmp_path: Path, target: str) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    items = sorted((outgoing(n, label="oak") for n in range(9)), key=lambda each: len(each.read()))
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


def test_what_could_not_be_replaced_is_still_there(
    outgoing: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dataset([outgoing(0, label="oak")], tmp_path / "out")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("vizsla.atomic.swap_folders.exchange_names", refused)
    with pytest.raises(OptionError, match="Permission denied"):
        write_dataset([outgoing(1, label="elm")], tmp_path / "out", replace=True)
    assert [each.label for each in read_source(tmp_path / "out")] == ["oak"]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_target_that_cannot_be_says_so(outgoing: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OptionError, match="can't be written"):
        write_dataset([outgoing()], tmp_path / "file" / "out")
    with pytest.raises(OptionError, match="can't be written"):
        write_dataset([outgoing()], "/")
    with pytest.raises(OptionError, match="layout must be one of folder, csv"):
        write_dataset([outgoing()], tmp_path / "out", layout="yolo")


def test_the_same_export_is_the_same_zip(outgoing: Make, tmp_path: Path) -> None:
    items = [outgoing(n, label="oak") for n in range(3)]
    for name in ("a.zip", "b.zip"):
        write_dataset(items, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_label_studio_gets_its_labelling_interface(
    outgoing: Make, nasty: tuple[str, ...], tmp_path: Path
) -> None:
    items = [outgoing(n, label=label) for n, label in enumerate(nasty)]
    write_dataset(items, tmp_path / "out", layout="label studio")
    view = ET.fromstring((tmp_path / "out/labelling.xml").read_text())  # noqa: S314 - just written
    assert {each.get("value") for each in view.iter("Choice")} == set(nasty)
    tasks = json.loads((tmp_path / "out/tasks.json").read_text())
    assert [each["annotations"][0]["result"][0]["value"]["choices"][0] for each in tasks] == list(
        nasty
    )
