from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.exchange import read_source, zip_checks
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
    path = pack("oak/1.png", "__MACOSX/oak/._1.png", "oak/.DS_Store", "oak/.thumb.png")
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


def _small_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("oak/1.png", b"one" * 50)
        packed.writestr("elm/2.png", b"two" * 50)
    return file.getvalue()


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(_small_zip()) - 1), st.integers(0, 255)), max_size=4))
@example([])
def test_any_damaged_zip_is_read_or_refused(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(_small_zip())
    for at, value in changes:
        data[at] = value
    (tmp_path / "a.zip").write_bytes(data)
    with contextlib.suppress(InputError):
        for each in read_source(tmp_path / "a.zip"):
            each.read()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputDamagedError, match=r"a\.zip is not a \.zip"):
        read_source(tmp_path / "a.zip")
