"""Uploads come in pieces, go on after a break, and leave nothing behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError, RequestError
from vizsla.workspace import Workspace
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import upload
from vizsla.workspace.upload_files import listed_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    with Workspace.open(home) as opened:
        opened.create("trees")
        yield opened


def test_pieces_are_read_as_the_files_that_they_are(workspace: Workspace) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    begun = uploads.new(number, [("oak/1.txt", 5), ("elm/1.txt", 7)])
    uploads.add_piece(number, begun.id, 0, b"hell")
    uploads.add_piece(number, begun.id, 4, b"o")
    uploads.add_piece(number, begun.id, 5, b"goodbye")
    found = uploads.get(number, begun.id)
    reader = uploads.reader(number, begun.id)
    assert [reader.read(each.start, each.end) for each in found.files] == [b"hello", b"goodbye"]
    assert found.is_complete


def test_a_piece_at_another_place_says_where_to_go_on(workspace: Workspace) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    begun = uploads.new(number, [("a", 10)])
    uploads.add_piece(number, begun.id, 0, b"12345")
    for start in (0, 6):
        with pytest.raises(RequestError, match="begins at 5") as found:
            uploads.add_piece(number, begun.id, start, b"123")
        assert found.value.status == 409
    with pytest.raises(RequestError, match="would end at 11"):
        uploads.add_piece(number, begun.id, 5, b"123456")
    assert uploads.reader(number, begun.id).read(0, 5) == b"12345"


@pytest.mark.parametrize("path", ["../a", "/a", "a//b", "", "a/./b", "a\0b", "a" * 1_001])
def test_a_path_that_leads_out_of_its_folder_is_refused(path: str) -> None:
    with pytest.raises(OptionError, match="no path of a file"):
        listed_files([(path, 1)])


@pytest.mark.parametrize(
    "name",
    [
        "Screenshot at 3.45.12\u202fPM.png",  # as macOS names them
        "\U0001f468\u200d\U0001f469\u200d\U0001f467.jpg",
        "\u202eright to left.jpg",
        "two\nlines.jpg",
        "half \ud83d.jpg",
    ],
)
def test_a_file_may_have_any_name_that_a_system_gives(workspace: Workspace, name: str) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    begun = uploads.new(number, [(f"oak/{name}", 1)])
    assert [each.path for each in uploads.get(number, begun.id).files] == [f"oak/{name}"]


def test_two_files_of_one_path_are_refused() -> None:
    with pytest.raises(OptionError, match="twice"):
        listed_files([("caf\u00e9.jpg", 1), ("cafe\u0301.jpg", 1)])


def test_an_upload_that_nobody_goes_on_with_is_deleted(workspace: Workspace) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    old = uploads.new(number, [("a", 10)])
    uploads.add_piece(number, old.id, 0, b"12345")
    with workspace.database.write() as connection:
        connection.execute(sa.update(upload).values(seen_at=now() - timedelta(days=2)))
    kept = uploads.new(number, [("b", 1)])
    uploads.add_piece(number, kept.id, 0, b"1")
    assert [each.id for each in uploads.of_project(number)] == [kept.id]
    assert len(workspace.files.storage.names("uploads")) == 1
    with pytest.raises(NotFoundError, match="no piece for a day"):
        uploads.get(number, old.id)


def test_a_removed_project_leaves_no_piece(workspace: Workspace) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    begun = uploads.new(number, [("a", 5)])
    uploads.add_piece(number, begun.id, 0, b"12345")
    workspace.remove("trees")
    assert not workspace.files.storage.names("uploads")


def test_no_more_uploads_wait_than_fit(workspace: Workspace) -> None:
    number, uploads = workspace.open_project("trees").row_id, workspace.uploads
    for _ in range(20):
        uploads.new(number, [("a", 1)])
    with pytest.raises(OptionError, match="wait already"):
        uploads.new(number, [("a", 1)])
    with pytest.raises(OptionError, match="several uploads"):
        uploads.new(number, [("a", 1 << 35)])
