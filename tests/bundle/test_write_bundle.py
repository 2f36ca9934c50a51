from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.bundle import read_bundle, write_bundle
from vizsla.errors import BundleError, BundleExistsError

if TYPE_CHECKING:
    from pathlib import Path


def again(bundle: Path, target: Path, *, replace: bool = False) -> None:
    original = read_bundle(bundle)
    files = {name: original.read(name) for name in original.manifest.files}
    write_bundle(target, original.manifest, files, replace_old=replace)


@pytest.mark.parametrize("name", ["again", "again.zip"])
def test_the_same_function_gives_the_same_bytes(bundle: Path, tmp_path: Path, name: str) -> None:
    one, two = tmp_path / "one" / name, tmp_path / "two" / name
    again(bundle, one)
    again(bundle, two)
    if one.is_file():
        assert one.read_bytes() == two.read_bytes()
    else:
        for each in one.iterdir():
            assert each.read_bytes() == (two / each.name).read_bytes()
    assert vizsla.load(one).labels == vizsla.load(bundle).labels


def test_an_existing_function_is_replaced_only_where_that_is_allowed(
    bundle: Path, tmp_path: Path
) -> None:
    target = shutil.copytree(bundle, tmp_path / "there")
    with pytest.raises(BundleExistsError, match="option 'replace'"):
        again(bundle, target)
    again(bundle, target, replace=True)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


def test_a_path_that_is_no_function_is_never_replaced(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "love.txt").write_text("dear")
    shutil.make_archive(str(tmp_path / "letters"), "zip", tmp_path / "letters")
    (tmp_path / "love.zip").write_text("dear")
    for name in ("letters", "letters.zip", "love.zip"):
        with pytest.raises(BundleExistsError, match="not a published function"):
            again(bundle, tmp_path / name, replace=True)
    assert (tmp_path / "letters" / "love.txt").read_text() == "dear"


def test_a_failed_write_leaves_nothing_behind(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BundleError, match="No space"):
        again(bundle, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_function_whose_replacement_fails_is_unchanged(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = shutil.copytree(bundle, tmp_path / "there")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("vizsla.atomic.swap_folders.exchange_names", refused)
    with pytest.raises(BundleError, match="Permission denied"):
        again(bundle, target, replace=True)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
    assert vizsla.load(target).labels == vizsla.load(bundle).labels
