from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange import Incomings

    Plant = Callable[..., Path]


@pytest.fixture
def read(plant: Plant) -> Callable[..., Incomings]:
    """Reads a table of this content, beside the images 1.png, 2.png and 3.png."""

    def make(content: str | bytes, name: str = "labels.csv", **options: object) -> Incomings:
        folder = plant("1.png", "2.png", "3.png")
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
        return read_source(folder / name, **options)  # type: ignore[arg-type]

    return make


Read = "Callable[..., Incomings]"


def labels(found: Incomings) -> list[tuple[str, str | None]]:
    assert not found.problems
    return [(each.name, each.label) for each in found]


@pytest.mark.parametrize(
    "content",
    [
        "path,label\n1.png,oak\n2.png,\n",
        "1.png,oak\n2.png,\n",
        "oak,1.png\n,2.png\n",
        "File Name;Category\r\n1.png;oak\r\n2.png;\r\n",
        "sep=;\npath;label\n1.png;oak\n2.png;\n",
        "id\timage\tclass\n7\t1.png\toak\n8\t2.png\t\n",
        '"image","label"\n"1.png"," oak "\n"2.png"\n\n',
        "1.png|oak\n2.png|\n",
        "\ufefffilename,annotation\n1.png,oak\n2.png,\n",
        "label,label_name,path\n0,oak,1.png\n0,,2.png\n",
    ],
)
def test_tables_are_read_as_people_write_them(read: Read, content: str) -> None:
    found = read(content)
    assert found.layout == "csv"
    assert labels(found) == [("1.png", "oak"), ("2.png", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_read_in_every_encoding(read: Read, encoding: str) -> None:
    content = "path,label\n1.png,Hänge-Birke\n".encode(encoding)
    assert labels(read(content)) == [("1.png", "Hänge-Birke")]


def test_one_column_is_a_list_of_paths(read: Read) -> None:
    assert labels(read("1.png\n2.png\n", "list.txt")) == [("1.png", None), ("2.png", None)]
    assert labels(read("path\n1.png\n", label="elm")) == [("1.png", "elm")]


def test_every_column_of_a_table_is_read(read: Read) -> None:
    found = read(
        "path,label,not_labels,split,state,name\n"
        "1.png,,elm; oak,Training,unsure,a/b.png\n"
        '2.png,oak,"[""a;b"", ""c""]",val,,\n'
        "3.png,elm,,fold 3,,\n",
        splits=True,
    )
    first, second, third = found
    assert (first.name, first.not_labels, first.state) == ("a/b.png", ("elm", "oak"), "unsure")
    assert (first.split, second.split, third.split) == ("train", "test", None)
    assert second.not_labels == ("a;b", "c")


def test_a_row_that_cannot_be_used_is_a_problem_and_the_others_are_read(read: Read) -> None:
    found = read(
        "path,label\n1.png,oak\ngone.png,elm\n,elm\n"
        "https://u:pw@example.org/2.png?key=1,elm\n"
        f"2.png,{'x' * 201}\n2.png,oak,elm\n3.png,oak\n"
    )
    assert [each.name for each in found] == ["1.png", "3.png"]
    messages = {where: str(error) for where, error in found.problems}
    assert list(messages) == [f"labels.csv, row {number}" for number in (4, 6, 7, 3, 5)]
    assert "gone.png does not exist" in messages["labels.csv, row 3"]
    assert "names no file" in messages["labels.csv, row 4"]
    assert "nothing is downloaded" in messages["labels.csv, row 5"]
    assert "pw" not in messages["labels.csv, row 5"]
    assert "201 characters" in messages["labels.csv, row 6"]
    assert "3 cells, and 2 are expected" in messages["labels.csv, row 7"]


def test_paths_may_lead_to_other_folders(read: Read, plant: Plant) -> None:
    other = plant("sub/4.png", folder="other")
    uri = (other / "sub" / "4.png").as_uri()
    assert labels(read(f"path\n{other / 'sub' / '4.png'}\n"))
    assert labels(read("path\n../other/sub/4.png\n"))
    assert labels(read("path\nsub\\4.png\n", root=other)) == [("sub/4.png", None)]
    assert labels(read(f"path\n{uri}\n"))
    assert labels(read("path\nhttps://example.org/x/4.png?a=1\n", root=other / "sub"))


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("", "is empty"),
        ("label,width\noak,3\n", "no column that names the images; it has label, width"),
        ("1.png,oak,3,4\n", "4 columns and no header"),
        (b"path\n\x81\x8d\n", "not a text"),
        ('path\n"' + "x" * 200_000, "not a table"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(
    read: Read, content: str | bytes, match: str
) -> None:
    with pytest.raises(InputFormatError, match=match):
        read(content)


def test_a_missing_file_is_named_when_it_is_read(read: Read, tmp_path: Path) -> None:
    (found,) = read("path\n1.png\n")
    (tmp_path / "photos" / "1.png").unlink()
    with pytest.raises(InputError, match=r"1\.png"):
        found.read()


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_content_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.jsonl", "a.json"):
        (tmp_path / name).write_bytes(content)
        with contextlib.suppress(InputError):
            list(read_source(tmp_path / name))
