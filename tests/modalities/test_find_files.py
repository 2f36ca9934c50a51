"""Folders, patterns and lists name their images, in a fixed order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputError, InputNotFoundError, InputTypeError, TrainingDataError
from vizsla.modalities import labelled_folder
from vizsla.modalities.image.image_modality import IMAGE

if TYPE_CHECKING:
    from collections.abc import Callable

TREE = [
    "10.jpg",
    "2.JPEG",
    "b/1.png",
    "b/c/3.webp",
    ".hidden.jpg",
    ".cache/4.jpg",
    "notes.txt",
    "b/folder.jpg/5.gif",
]


def _labelled_files(folder: str | Path) -> labelled_folder.LabelledFiles:
    return labelled_folder.labelled_files(folder, IMAGE)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


@pytest.fixture
def names(tree: Path) -> Callable[..., list[str]]:
    """Return a function that lists the images found, by their paths within the tree."""
    return lambda where: [each.relative_to(tree).as_posix() for each in IMAGE.find_files(where)]


def test_a_folder_returns_all_its_images_in_natural_order(
    tree: Path, names: Callable[..., list[str]]
) -> None:
    expected = ["2.JPEG", "10.jpg", "b/1.png", "b/c/3.webp", "b/folder.jpg/5.gif"]
    assert names(tree) == names(str(tree)) == expected


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.jpg", ["10.jpg"]),
        ("*", ["2.JPEG", "10.jpg"]),
        ("b/?.png", ["b/1.png"]),
        ("*/[0-9].png", ["b/1.png"]),
        ("**/*.webp", ["b/c/3.webp"]),
        ("b/**", ["b/1.png", "b/c/3.webp", "b/folder.jpg/5.gif"]),
        (".cache/*.jpg", [".cache/4.jpg"]),
        (".c*/*", [".cache/4.jpg"]),
    ],
)
def test_a_pattern_returns_the_images_that_match(
    tree: Path, names: Callable[..., list[str]], pattern: str, found: list[str]
) -> None:
    assert names(str(tree / pattern)) == found


def test_a_pattern_is_relative_to_the_working_folder(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    assert IMAGE.find_files("b/*.png") == [Path("b/1.png")]


def test_a_file_named_by_its_path_counts_whatever_its_ending(
    tree: Path, names: Callable[..., list[str]]
) -> None:
    assert names(tree / "notes.txt") == ["notes.txt"]


def test_an_existing_file_with_brackets_is_no_pattern(
    tree: Path, names: Callable[..., list[str]]
) -> None:
    (tree / "a[1].jpg").touch()
    assert names(str(tree / "a[1].jpg")) == ["a[1].jpg"]


def test_a_list_keeps_its_order(tree: Path, names: Callable[..., list[str]]) -> None:
    given = [tree / "b/c", str(tree / "*.jpg"), tree / "gone.jpg"]
    assert names(given) == names(iter(given)) == ["b/c/3.webp", "10.jpg", "gone.jpg"]


@pytest.mark.timeout(10)
def test_a_circle_of_links_ends(tree: Path, names: Callable[..., list[str]]) -> None:
    for name in ("b/up", "b/c/up", "again"):
        (tree / name).symlink_to(tree, target_is_directory=True)
    (tree / "nowhere.jpg").symlink_to(tree / "gone.jpg")
    assert len(names(tree)) == 5
    assert len(names(str(tree / "**" / "*.webp"))) == 1


@pytest.mark.parametrize(
    "where", ["gone", "gone.jpg", "gone/*.jpg", "x" * 5000, "a\0b", "**/x.png"]
)
def test_the_error_for_no_file_names_what_was_searched(tree: Path, where: str) -> None:
    with pytest.raises(InputNotFoundError, match=r"gone|xxx|x\.png|a") as caught:
        IMAGE.find_files(str(tree / where))
    assert len(str(caught.value)) < 700


def test_the_error_for_a_folder_without_images_names_the_endings(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InputNotFoundError, match=r"has no image.*\.heic.*\.jpg"):
        IMAGE.find_files(tmp_path)
    with pytest.raises(InputNotFoundError, match="list of images is empty"):
        IMAGE.find_files([])


def test_a_url_is_no_folder() -> None:
    for where in ("https://example.org/", ["https://example.org/park.jpg"]):
        with pytest.raises(InputError, match="is a URL"):
            IMAGE.find_files(where)


def test_an_empty_path_is_not_the_working_folder() -> None:
    for find in (IMAGE.find_files, _labelled_files):
        with pytest.raises(InputNotFoundError, match="An empty path"):
            find("")


def test_the_error_for_a_url_leaves_its_secrets_out() -> None:
    with pytest.raises(InputError) as caught:
        IMAGE.find_files("https://me:secret@example.org/?key=secret")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("where", [None, 7, [7], b"photos"])
def test_a_value_that_is_no_path_is_refused(where: object) -> None:
    with pytest.raises(InputTypeError):
        IMAGE.find_files(where)


def test_labels_are_the_sub_folders(tmp_path: Path) -> None:
    for name in (
        "cat/10.jpg",
        "cat/2.jpg",
        "cat/old/1.jpg",
        "beagle/1.jpg",
        "loose.jpg",
        "empty/notes.txt",
        ".cache/1.jpg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = _labelled_files(tmp_path)
    assert list(found) == ["beagle", "cat"]
    assert [each.name for each in found["cat"]] == ["2.jpg", "10.jpg", "1.jpg"]
    assert found.unlabelled == [tmp_path / "loose.jpg"]
    assert found.empty == ["empty"]


def test_a_label_is_one_string_on_every_system(tmp_path: Path) -> None:
    for name in ("cafe\u0301", "tea"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.jpg").touch()
    assert list(_labelled_files(tmp_path)) == ["caf\u00e9", "tea"]


def test_the_error_for_a_folder_without_labels_shows_the_layout(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").touch()
    with pytest.raises(TrainingDataError, match=r"0 labels.*photos/beagle/1\.jpg.*1 image"):
        _labelled_files(tmp_path)
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "1.jpg").touch()
    with pytest.raises(TrainingDataError, match=r"1 label .*\('cat'\).*at least 2"):
        _labelled_files(tmp_path)


def test_a_missing_folder_or_a_file_has_no_labels(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="no such folder"):
        _labelled_files(tmp_path / "gone")
    (tmp_path / "1.jpg").touch()
    with pytest.raises(TrainingDataError, match="is a file"):
        _labelled_files(tmp_path / "1.jpg")
