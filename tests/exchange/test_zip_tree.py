from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vizsla.errors import (
    InputDamagedError,
    InputError,
    InputFormatError,
    InputTooLargeError,
    InputUnclearError,
)
from vizsla.exchange import read_source
from vizsla.exchange.trees import zip_checks
from vizsla.modalities.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Pack = Callable[..., Path]


def labels(path: Path, **options: object) -> dict[str, str | None]:
    return {each.name: each.label for each in read_source(path, **options)}  # type: ignore[arg-type]


def test_a_zip_is_read_as_the_folder_in_it(pack: Pack, image_file: bytes) -> None:
    path = pack("oak/1.png", "oak/deep/2.png", "elm/3.png", "4.png", "read.me")
    found = read_source(path)
    assert found.layout == "zip"
    assert labels(path) == {
        "4.png": None, "elm/3.png": "elm", "oak/1.png": "oak", "oak/deep/2.png": "oak",
        "read.me": None,  # an image, whatever its ending
    }  # fmt: skip
    assert all(each.read() == image_file for each in found)
    assert not found.problems


def test_a_folder_around_all_files_does_not_count(pack: Pack) -> None:
    assert set(labels(pack("photos/oak/1.png", "photos/elm/1.png", "photos/")).values()) == {
        "oak", "elm",
    }  # fmt: skip
    assert labels(pack("pack/1.png", "pack/2.png")) == {"1.png": None, "2.png": None}
    assert set(labels(pack("oak/1.png", "oak/2.png")).values()) == {"oak"}
    assert set(labels(pack("train/oak/1.png")).values()) == {"oak"}


def test_a_dataset_in_a_zip_keeps_its_splits(pack: Pack) -> None:
    path = pack("x/train/oak/1.png", "x/test/elm/2.png")
    assert {each.split for each in read_source(path, splits=True)} == {"train", "test"}


def test_files_that_systems_add_are_left_out(pack: Pack) -> None:
    path = pack(
        *("oak/1.png", "__MACOSX/oak/._1.png", "oak/.DS_Store", "oak/.thumb.png"),
        *("oak/@eaDir/1.png/SYNOPHOTO_THUMB_M.png", "#recycle/1.png", "$RECYCLE.BIN/2.png"),
        *("System Volume Information/3.png", "lost+found/4.png", "oak/Thumbs.db"),
    )
    assert labels(path) == {"oak/1.png": "oak"}


@pytest.mark.parametrize(
    "name", ["../evil.png", "oak/../../evil.png", "/etc/evil.png", "C:/evil.png", "..\\evil.png"]
)
def test_a_name_that_leads_out_is_a_problem(pack: Pack, name: str) -> None:
    found = read_source(pack("oak/1.png", name))
    assert [each.name for each in found] == ["oak/1.png"]
    assert "outside" in str(found.problems[0][1])


def test_a_link_is_a_problem(pack: Pack) -> None:
    link = zipfile.ZipInfo("oak/link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = read_source(pack("oak/1.png", link))
    assert [each.name for each in found] == ["oak/1.png"]
    assert "is a link" in str(found.problems[0][1])


def test_an_encrypted_entry_is_a_problem(pack: Pack) -> None:
    path = pack("oak/1.png", "oak/2.png")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    found = read_source(path)
    assert [each.name for each in found] == ["oak/1.png"]
    assert "is encrypted" in str(found.problems[0][1])


def test_an_unusual_compression_is_a_problem(tmp_path: Path, image_file: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as file:
        file.writestr("oak/1.png", image_file)
    assert "method 14" in str(read_source(tmp_path / "a.zip").problems[0][1])


def test_a_file_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("oak/1.png", bytes(20_000))
    found = read_source(tmp_path / "a.zip", limits=Limits(max_bytes=10_000))
    assert len(found) == 0
    assert isinstance(found.problems[0][1], InputTooLargeError)


def test_a_file_with_a_false_size_is_not_inflated_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("oak/1.png", bytes(5_000_000))
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 100)
    path.write_bytes(data)
    (bomb,) = read_source(path, limits=Limits(max_bytes=10_000))
    with pytest.raises(InputError):
        bomb.read()


def test_overlapping_entries_are_refused(pack: Pack) -> None:
    path = pack("oak/1.png", "oak/2.png")
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)  # both begin where the first does
    path.write_bytes(data)
    with pytest.raises(InputDamagedError, match="zip bomb"):
        read_source(path)


def test_too_many_entries_are_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_checks, "MOST_ENTRIES", 2)
    with pytest.raises(InputTooLargeError, match="3 entries"):
        read_source(pack("1.png", "2.png", "3.png"))


def test_a_name_that_occurs_twice_is_a_problem(pack: Pack) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = pack("oak/1.png", "oak/1.png")
    found = read_source(path)
    assert len(found) == 1
    assert "is twice in" in str(found.problems[0][1])


def test_names_keep_their_accents_where_the_zip_does_not_say_that_they_are_utf_8(
    pack: Pack,
) -> None:
    path = pack("baum_o/1.png")
    path.write_bytes(path.read_bytes().replace(b"baum_o", "baumé".encode()))
    assert labels(path, layout="labelled folder") == {"baumé/1.png": "baumé"}


def with_names(names: dict[str, bytes], *, field: bool = False) -> bytes:
    """Return a .zip whose names are these bytes, without a word on their encoding.

    Args:
        names: the bytes of each name.
        field: whether an extra field gives the names in UTF-8, as Info-ZIP writes it.

    """
    file = io.BytesIO()
    places: dict[bytes, bytes] = {}
    with zipfile.ZipFile(file, "w") as packed:
        for number, (name, raw) in enumerate(names.items()):
            place = b"ABCDEFG"[number : number + 1] * len(raw)
            entry = zipfile.ZipInfo(place.decode())
            if field:
                content = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
                entry.extra = struct.pack("<HH", 0x7075, len(content)) + content
            packed.writestr(entry, b"one")
            places[place] = raw
    data = file.getvalue()
    for place, raw in places.items():
        data = data.replace(place, raw)
    return data


@pytest.mark.parametrize("encoding", ["big5", "gbk", "shift_jis", "cp437", "cp866", "cp1250"])
def test_names_in_an_old_encoding_are_read_where_it_is_certain(
    tmp_path: Path, encoding: str
) -> None:
    folders = {
        "big5": ("許多", "許可", "功夫"),  # each has a byte that is a backslash elsewhere
        "gbk": ("松树", "银杏"),
        "shift_jis": ("ソファ", "表示する"),
        "cp437": ("Bäume", "Élan"),
        "cp866": ("Дуб", "клён"),
        "cp1250": ("Jeřáb", "růže"),
    }[encoding]
    names = {f"{each}/1.png": f"{each}/1.png".encode(encoding) for each in folders}
    (tmp_path / "a.zip").write_bytes(with_names(names))
    found = read_source(tmp_path / "a.zip", layout="labelled folder")
    assert not found.problems
    assert {each.label for each in found} == set(folders)
    assert [each.read() for each in found] == [b"one"] * len(folders)


def test_names_in_an_old_encoding_are_asked_where_it_is_not_certain(tmp_path: Path) -> None:
    names = {f"{each}/1.png": f"{each}/1.png".encode("euc_kr") for each in ("소나무", "개")}
    (tmp_path / "a.zip").write_bytes(with_names(names))
    with pytest.raises(InputUnclearError, match="euc_kr, Korean: 소나무, 개") as caught:
        read_source(tmp_path / "a.zip")
    assert caught.value.option == "encoding"
    assert "euc_kr" in caught.value.choices
    found = read_source(tmp_path / "a.zip", encoding="euc_kr")
    assert {each.label for each in found} == {"소나무", "개"}
    with pytest.raises(InputFormatError, match="not in utf-8"):
        read_source(tmp_path / "a.zip", encoding="utf-8")


def test_names_that_say_nothing_of_labels_are_not_asked(tmp_path: Path) -> None:
    unclear = "개".encode("euc_kr")
    names = {"a": b"oak/" + unclear + b".png", "b": unclear + b".md", "c": b"\xff\x81/x"}
    (tmp_path / "a.zip").write_bytes(with_names(names))
    assert list(labels(tmp_path / "a.zip").values()) == ["oak"]
    # A table may name the files.
    (tmp_path / "a.zip").write_bytes(with_names({**names, "d": b"t.csv"}))
    with pytest.raises(InputUnclearError):
        read_source(tmp_path / "a.zip")


def test_the_field_with_the_name_in_utf_8_counts(tmp_path: Path) -> None:
    names = {f"{each}/1.png": f"{each}/1.png".encode("euc_kr") for each in ("소나무", "개")}
    (tmp_path / "a.zip").write_bytes(with_names(names, field=True))
    assert set(labels(tmp_path / "a.zip").values()) == {"소나무", "개"}


def test_a_field_that_belongs_to_another_name_does_not_count(tmp_path: Path) -> None:
    data = with_names({"oak/1.png": b"elm/1.png"}, field=True)
    (tmp_path / "a.zip").write_bytes(data)
    assert set(labels(tmp_path / "a.zip").values()) == {"oak"}
    (tmp_path / "a.zip").write_bytes(data.replace(b"elm/1.png", b"ash/1.png"))
    assert set(labels(tmp_path / "a.zip").values()) == {"ash"}


def test_a_backslash_stands_between_folders_only_where_it_can(pack: Pack) -> None:
    assert labels(pack("oak\\1.png", "elm\\1.png", "2.png")) == {
        "2.png": None, "elm/1.png": "elm", "oak/1.png": "oak",
    }  # fmt: skip
    # On Unix it may be a letter of a folder's name.
    assert set(labels(pack("a\\b/1.png", "a\\c/1.png")).values()) == {"a\\b", "a\\c"}


def test_names_that_are_cut_elsewhere_stay_two(tmp_path: Path) -> None:
    names = {"a": b"oak\0a/1.png", "b": b"oak\0b/1.png"}
    (tmp_path / "a.zip").write_bytes(with_names(names))
    found = read_source(tmp_path / "a.zip", layout="labelled folder")
    assert [name for name, _ in found.problems] == ["oak\0a", "oak\0b"]


def test_a_name_that_is_too_long_is_a_problem(pack: Pack) -> None:
    found = read_source(pack("oak/1.png", "oak/" + "9" * 5_000 + ".png"))
    assert [each.name for each in found] == ["oak/1.png"]
    assert "a name of 5,008 characters" in str(found.problems[0][1])


def test_a_damaged_entry_fails_only_when_it_is_read(pack: Pack, image_file: bytes) -> None:
    path = pack("oak/1.png", "oak/2.png")
    data = path.read_bytes().replace(image_file, image_file[:-20] + bytes(20), 1)
    path.write_bytes(data)
    broken, whole = read_source(path)
    with pytest.raises(InputDamagedError, match=r"oak/1\.png"):
        broken.read()
    assert whole.read() == image_file


def test_many_threads_may_read_at_once(pack: Pack, image_file: bytes) -> None:
    found = read_source(pack(*(f"oak/{number}.png" for number in range(50))))
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda each: each.read(), found)) == {image_file}


def _small_zips() -> list[bytes]:
    """Return archives that have something of each kind: old names, fields, methods."""
    archives = [
        with_names({"許多/1.png": "許多/1.png".encode("big5")}),
        with_names({"木/1.png": "木/1.png".encode("gbk")}, field=True),
    ]
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", method) as packed:
            packed.writestr("oak/1.png", b"one" * 50)
            packed.writestr("木/2.png", b"two" * 50)
            with packed.open(zipfile.ZipInfo("elm/3.png"), "w", force_zip64=True) as large:
                large.write(b"three")
        archives.append(file.getvalue())
    return archives


_SMALL_ZIPS = _small_zips()


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(_SMALL_ZIPS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
    st.floats(0, 1),
)
def test_any_damaged_zip_is_read_or_refused(
    tmp_path: Path, archive: bytes, changes: list[tuple[float, int]], length: float
) -> None:
    data = bytearray(archive)
    for at, value in changes:
        data[int(at * len(data))] = value
    (tmp_path / "a.zip").write_bytes(data if length > 0.5 else data[: int(length * 2 * len(data))])
    with contextlib.suppress(InputError):
        for each in read_source(tmp_path / "a.zip"):
            with contextlib.suppress(InputError):
                each.read()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputDamagedError, match=r"a\.zip is not a \.zip"):
        read_source(tmp_path / "a.zip")
