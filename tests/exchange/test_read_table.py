from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vizsla.errors import InputError, InputFormatError, InputUnclearError, OptionError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange import ImportSource

    Plant = Callable[..., Path]


@pytest.fixture
def read(plant: Plant) -> Callable[..., ImportSource]:
    """Reads a table of this content, beside the images 1.png, 2.png and 3.png."""

    def make(content: str | bytes, name: str = "labels.csv", **options: object) -> ImportSource:
        folder = plant("1.png", "2.png", "3.png")
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
        return read_source(folder / name, **options)  # type: ignore[arg-type]

    return make


Read = "Callable[..., ImportSource]"


def labels(found: ImportSource) -> list[tuple[str, str | None]]:
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
        'filename, label\n1.png, "oak"\n2.png, ""\n',
        "'path','label'\n'1.png','oak'\n'2.png',''\n",
        "path,label\r1.png,oak\r2.png,\r",
        ",image,label\n0,1.png,oak\n1,2.png,\n",
        "Unnamed: 0,image,label\n0,1.png,oak\n1,2.png,\n",
        "where it is,label\n1.png,oak\n2.png,\n",
        "path,label,,\n1.png,oak,,\n2.png,,,\n\n,,,\n",
        "TRAIN,1.png,oak\nUNASSIGNED,2.png,\n",
    ],
)
def test_tables_are_read_as_people_write_them(read: Read, content: str) -> None:
    found = read(content)
    assert found.layout == "csv"
    assert labels(found) == [("1.png", "oak"), ("2.png", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
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


def test_a_large_table_without_paths_is_refused_by_its_first_rows(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = ",".join(f"pixel{number:04}" for number in range(2_000))
    row = ",".join(["192"] * 2_000)
    monkeypatch.setattr(
        "vizsla.exchange.formats.read_table.read_rows", lambda *_: pytest.fail("read")
    )
    with pytest.raises(InputFormatError, match="no column that names the images; it has pixel0000"):
        read("\n".join((f"{pixels},label", *[f"{row},2"] * 200)))


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("", "is empty"),
        ("label,width\noak,3\n", "no column that names the images; it has label, width"),
        ("1.png,oak,3,4\n", "4 columns and no header"),
        (b"path\n\x81\n\x98\xff\n", "not a text"),
        ('path\n"' + "x" * 200_000, "not a table"),
        (b"PK\x03\x04 a workbook", "is a spreadsheet.*Save it as CSV"),
        ("path,label\n", "labels.csv has no rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(
    read: Read, content: str | bytes, match: str
) -> None:
    with pytest.raises(InputFormatError, match=match):
        read(content)


def test_a_column_of_labels_that_is_not_known_is_asked(read: Read) -> None:
    with pytest.raises(InputUnclearError) as caught:
        read("filename,width,Species,Unnamed: 0\n1.png,3,oak,0\n")
    assert str(caught.value) == (
        "labels.csv: no column is known as the label; it has filename, width, Species, Unnamed: 0. "
        "Say which with label_column, or '' for none."
    )
    assert (caught.value.option, caught.value.choices) == ("label_column", ("Species",))
    assert labels(read("filename,species\n1.png,oak\n", label="elm")) == [("1.png", "elm")]
    with pytest.raises(InputUnclearError, match="no column 'genus'; it has filename, species"):
        read("filename,species\n1.png,oak\n", label_column="genus")


def test_an_id_that_comes_again_may_be_the_label(read: Read) -> None:
    with pytest.raises(InputUnclearError) as caught:
        read("Image,Id\n1.png,w_1\n2.png,w_1\n")
    assert caught.value.choices == ("Id",)
    assert labels(read("Image,Id\n1.png,7\n2.png,8\n")) == [("1.png", None), ("2.png", None)]


@pytest.mark.parametrize(
    "content",
    [
        "fileName,className\n1.png,oak\n",
        "ImageID,LabelName\n1,oak\n",
        "id_code,label\n1,oak\n",
        "path,label\n1.png,\"['oak']\"\n",
        "path,source,label\n1.png,https://example.org/1,oak\n",
    ],
)
def test_columns_are_known_as_programs_write_them(read: Read, content: str) -> None:
    assert [each.label for each in read(content)] == ["oak"]
    assert not read(content).problems


def test_several_labels_that_pandas_wrote_are_a_problem(read: Read) -> None:
    ((_, error),) = read("path,label\n1.png,\"['oak', 'elm']\"\n").problems
    assert "2 labels ('oak', 'elm')" in str(error)
    assert labels(read("path,label\n1.png,[oak]\n")) == [("1.png", "[oak]")]


def test_columns_that_say_different_labels_are_asked(read: Read) -> None:
    with pytest.raises(InputUnclearError, match="several columns for labels: class, category"):
        read("path,category,class\n1.png,tree,oak\n2.png,tree,elm\n")
    table = "path,label,class_name,tag\n1.png,0,oak,x\n2.png,1,elm,x\n3.png,0,oak,y\n"
    assert [label for _, label in labels(read(table))] == ["oak", "elm", "oak"]


def test_a_table_without_a_column_for_labels_is_a_list_of_files(read: Read) -> None:
    assert labels(read("path,width,height\n1.png,3,4\n")) == [("1.png", None)]


@pytest.mark.parametrize(("ones", "zeros"), [("1", "0"), ("1.0", "0.0"), ("True", "False")])
def test_a_column_for_each_label_is_read(read: Read, ones: str, zeros: str) -> None:
    table = "image, Oak, red elm\n1, 1, 0\n2, 0, 1\n3, 0, 0\n"
    rows = table.partition("\n")[2].replace(" 1", ones).replace(" 0", zeros)
    found = read("image, Oak, red elm\n" + rows)
    assert labels(found) == [("1", "Oak"), ("2", "red elm"), ("3", None)]


def test_an_example_with_several_labels_in_roboflows_table_is_unsure(read: Read) -> None:
    found = read("filename, oak, elm\n1.png, 1, 1\n2.png, 0, 1\n", "_classes.csv")
    assert [(each.label, each.state) for each in found] == [(None, "unsure"), ("elm", None)]
    assert "2 labels ('oak', 'elm')" in str(found.problems[0][1])
    with pytest.raises(InputUnclearError):  # another table may have 0 and 1 for anything
        read("filename, oak, elm\n1.png, 1, 1\n2.png, 0, 1\n", "other.csv")


def test_whole_numbers_that_pandas_made_decimals_are_whole_again(read: Read) -> None:
    assert labels(read("path,label\n1.png,1.0\n2.png,\n")) == [("1.png", "1"), ("2.png", None)]
    assert labels(read("path,label\n1.png,1.0\n2.png,1.5\n")) == [
        ("1.png", "1.0"), ("2.png", "1.5"),
    ]  # fmt: skip


def test_roboflows_column_for_no_label_is_no_label(plant: Plant) -> None:
    photos = plant("train/1.png", "train/2.png")
    text = "filename, oak, Unlabeled\n1.png, 1, 0\n2.png, 0, 1\n"
    (photos / "train" / "_classes.csv").write_text(text)
    assert [each.label for each in read_source(photos)] == ["oak", None]


def test_files_are_found_by_ids_and_in_the_folder_beside_the_table(
    read: Read, plant: Plant
) -> None:
    plant("images/a.1.JPG", "images/0a1b.png", "train/x.png", "test/x.png", "x.png", "y/z.png")
    found = read("id,label\n0a1b,oak\na.1,elm\na.1.jpg,elm\nx,ash\nZ.PNG,ash\nimages/0a1b,fir\n")
    assert labels(found) == [
        ("0a1b", "oak"), ("a.1", "elm"), ("a.1.jpg", "elm"), ("x", "ash"), ("Z.PNG", "ash"),
        ("images/0a1b", "fir"),
    ]  # fmt: skip


def test_an_id_of_two_files_is_a_problem_that_names_them(read: Read, plant: Plant) -> None:
    plant("train/x.png", "test/x.png", "z.png", "z.jpg")
    found = read("id,label\nx,oak\nz,oak\ntest/x,oak\n")
    assert [each.name for each in found] == ["test/x"]
    first, second = (str(error) for _, error in found.problems)
    assert "x may be 2 files" in first
    assert "test/x.png, train/x.png" in first
    assert "z.jpg, z.png" in second


def test_a_list_may_have_a_space_before_the_label(read: Read, plant: Plant) -> None:
    plant("my oak/4.png")
    assert labels(read("1.png 0\nmy oak/4.png  12\n", "train.txt")) == [
        ("1.png", "0"), ("my oak/4.png", "12"),
    ]  # fmt: skip
    found = read("my oak/4.png\n1.png\n", "train.txt")
    assert labels(found) == [("my oak/4.png", None), ("1.png", None)]


@pytest.mark.parametrize("before", ["/content/drive/data", "C:\\Users\\me\\data"])
def test_absolute_paths_of_another_computer_count_from_the_tables_folder(
    read: Read, plant: Plant, before: str
) -> None:
    plant("oak/4.png", "elm/4.png")
    rows = ["oak/4.png,oak", "elm/4.png,elm", "1.png,ash", "fir/1.png,fir"]
    slash = "/" if before.startswith("/") else "\\"
    table = "".join(f"{before}{slash}{each.replace('/', slash)}\n" for each in rows)
    found = read(table)
    assert [each.label for each in found] == ["oak", "elm", "ash"]
    # Not 1.png, which is another file.
    assert [where for where, _ in found.problems] == ["labels.csv, row 4"]


def test_the_likeliest_columns_are_offered_first(read: Read) -> None:
    with pytest.raises(InputUnclearError) as caught:
        read("image_id,lesion_id,age,dx\n1,HAM_1,80,mel\n2,HAM_2,75,nev\n3,HAM_3,75,mel\n")
    assert caught.value.choices == ("dx", "age", "lesion_id")


def test_a_path_that_is_wrong_leads_to_no_other_file(read: Read, plant: Plant) -> None:
    plant("2021/0.png")
    found = read("path\n2020/0.png\n../0.png\n/0.png\n")
    assert len(found) == 0
    assert len(found.problems) == 3


def test_a_quote_that_is_not_closed_ends_with_its_line(read: Read) -> None:
    found = read('path,label\n1.png,"oak\n2.png,elm\n3.png,"24" pipe"\n')
    assert [(each.name, each.label) for each in found] == [("2.png", "elm")]
    assert [where for where, _ in found.problems] == ["labels.csv, row 2", "labels.csv, row 4"]
    assert "Put quotes around the whole cell" in str(found.problems[0][1])


def test_boxes_of_one_class_are_a_label_and_of_several_are_none(read: Read) -> None:
    found = read(
        "filename,width,height,class,xmin,ymin,xmax,ymax\n"
        "1.png,9,9,oak,0,0,1,1\n1.png,9,9,oak,2,2,3,3\n2.png,9,9,oak,0,0,1,1\n2.png,9,9,elm,0,0,1,1\n"
    )
    assert labels(found) == [("1.png", "oak"), ("2.png", None)]


def test_a_missing_file_is_named_when_it_is_read(read: Read, tmp_path: Path) -> None:
    (found,) = read("path\n1.png\n")
    (tmp_path / "photos" / "1.png").unlink()
    with pytest.raises(InputError, match=r"1\.png"):
        found.read()


CELL = st.text(max_size=5) | st.sampled_from(
    (
        *("path", "label", "id", "class", "xmin", "ymin", "annotation_id", "choice", "split"),
        *("1.png", "oak", "1", "0", "", '"', "'", '{"choices": ["a"]}', "[[", "sep="),
        *("http://[", "\ud800", "9" * 400),
    )
)


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(CELL, max_size=4), max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-16", "cp932", "big5"]),
)
def test_any_table_is_read_or_refused(
    tmp_path: Path, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    text = "\n".join(delimiter.join(each) for each in rows)
    for name in ("a.csv", "_classes.csv"):
        (tmp_path / name).write_bytes(text.encode(encoding, "replace"))
        with contextlib.suppress(InputError):
            found = read_source(tmp_path / name, root=tmp_path)
            list(found)


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_content_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.jsonl", "a.json", "a.xml", "a.zip", "a.txt"):
        (tmp_path / name).write_bytes(content)
        with contextlib.suppress(InputError):
            list(read_source(tmp_path / name))


def test_the_caller_may_name_the_column_of_the_labels_and_the_encoding(read: Read) -> None:
    table = "path,label,species\n1.png,wrong,木\n"
    assert labels(read(table, label_column="Species")) == [("1.png", "木")]
    assert labels(read(table, label_column="")) == [("1.png", None)]
    found = read(table.encode("big5"), label_column="species", encoding="big5")
    assert labels(found) == [("1.png", "木")]
    with pytest.raises(OptionError, match="no encoding 'big6'"):
        read(table, encoding="big6")
    with pytest.raises(InputFormatError, match="not a text in utf-8"):
        read(table.encode("big5"), encoding="utf-8")


def test_fast_ais_column_of_validation_data_is_a_split(read: Callable[..., ImportSource]) -> None:
    rows = "fname,labels,is_valid\n1.png,oak,True\n2.png,oak,False\n3.png,elm,0\n"
    assert [each.split for each in read(rows, splits=True)] == ["test", "train", "train"]
