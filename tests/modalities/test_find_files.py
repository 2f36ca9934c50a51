"""Folders, patterns and lists name their images, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputError, InputNotFoundError, InputTypeError
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


def test_a_folder_goes_by_its_own_name_rather_than_a_links_beside_it(tree: Path) -> None:
    (tree / "a").symlink_to(tree / "b", target_is_directory=True)
    found = {each.relative_to(tree).parts[0] for each in IMAGE.find_files(str(tree))}
    assert "b" in found
    assert "a" not in found


@pytest.mark.parametrize(
    "where", ["gone", "gone.jpg", "gone/*.jpg", "x" * 5000, "a\0b", "**/x.png"]
)
def test_the_error_for_no_file_names_what_was_searched(tree: Path, where: str) -> None:
    with pytest.raises(InputNotFoundError, match=r"gone|xxx|x\.png|a") as caught:
        IMAGE.find_files(str(tree / where))
    assert len(str(caught.value)) < 700


def test_a_folder_without_images_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InputNotFoundError, match="has no image"):
        IMAGE.find_files(tmp_path)
    with pytest.raises(InputNotFoundError, match="list of images is empty"):
        IMAGE.find_files([])


def test_a_url_is_no_folder() -> None:
    for where in ("https://example.org/", ["https://example.org/park.jpg"]):
        with pytest.raises(InputError, match="is a URL"):
            IMAGE.find_files(where)


def test_an_empty_path_is_not_the_working_folder() -> None:
    with pytest.raises(InputNotFoundError, match="An empty path"):
        IMAGE.find_files("")


def test_the_error_for_a_url_leaves_its_secrets_out() -> None:
    with pytest.raises(InputError) as caught:
        IMAGE.find_files("https://me:secret@example.org/?key=secret")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("where", [None, 7, [7], b"photos"])
def test_a_value_that_is_no_path_is_refused(where: object) -> None:
    with pytest.raises(InputTypeError):
        IMAGE.find_files(where)


def test_an_image_is_found_by_its_content_whatever_its_ending(
    tmp_path: Path, photographs: Path
) -> None:
    content = (photographs / "coffee.png").read_bytes()
    for name in ("1", "2.jpg_large", "3.png.download", "4.jpg ", "5.txt", "6.nef"):
        (tmp_path / name).write_bytes(b"II*\0" if name == "6.nef" else content)
    (tmp_path / "notes.txt").write_text("no image")
    found = [each.name for each in IMAGE.find_files(tmp_path)]
    assert found == ["1", "2.jpg_large", "3.png.download", "4.jpg ", "5.txt"]


@pytest.mark.timeout(10)
def test_a_pipe_in_a_folder_is_not_waited_for(tree: Path, names: Callable[..., list[str]]) -> None:
    os.mkfifo(tree / "pipe")
    assert "pipe" not in names(tree)


@pytest.mark.parametrize(
    "folder", ["@eaDir", "#recycle", "$RECYCLE.BIN", "lost+found", "__MACOSX", ".Trashes"]
)
def test_the_folders_of_systems_are_left_out(
    tree: Path, names: Callable[..., list[str]], folder: str
) -> None:
    (tree / "b" / folder).mkdir()
    (tree / "b" / folder / "7.jpg").touch()
    assert len(names(tree)) == 5
