from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputError, InputNotFoundError, InputUnclearError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from vizsla.exchange import ImportSource

    Read = Callable[..., ImportSource]

CARD = """---
dataset_info:
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': bad
          '1': good
---
# Reviews
"""
PROSE = (
    "The concert was long, and the hall was so cold that most of the people in\n"
    "the rows before us kept their coats on, which is never a good sign, and by\n"
    "the second part of the evening half of them had gone home.\n"
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a folder with these files."""

    def make(files: Mapping[str, str | bytes], **options: object) -> ImportSource:
        for name, content in files.items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_source(tmp_path / "data", modality="text", splits=True, **options)  # type: ignore[arg-type]

    return make


def texts(found: ImportSource) -> list[tuple[str, str | None, str | None]]:
    assert not found.problems
    return [(each.read().decode(), each.label, each.split) for each in found]


def test_a_folder_for_each_label_with_a_text_in_each_file(read: Read) -> None:
    found = read({"good/1.txt": "I liked it\n", "good/2.txt": PROSE, "bad/1.txt": "I did not"})
    assert found.summary == "Folder, one text a file: 2 labels: good (2), bad (1)"
    assert texts(found)[0] == ("I did not", "bad", None)
    assert found.layout == "labelled folder"


def test_a_file_for_each_label_with_a_text_in_each_line(read: Read) -> None:
    found = read(
        {"hello.txt": "hi\nhello there\n\n", "bye.txt": "see you\r\nbye\r\n", "README": "x"}
    )
    assert found.summary == (
        "Folder, one text a line: 2 labels: bye (2), hello (2); 1 file left out: 1 without an "
        "ending"
    )
    assert texts(found)[0] == ("see you", "bye", None)
    assert next(iter(found)).name == "bye.txt, line 1"


def test_parts_are_read_of_folders_and_of_lines(read: Read) -> None:
    found = read(
        {
            f"{part}/{label}.txt": f"{part} a\n{label} b\n"
            for part in ("train", "test")
            for label in ("x", "y")
        }
    )
    assert ("train a", "x", "train") in texts(found)
    assert len(found) == 6  # the lines that both parts have are kept for training


def test_files_named_for_no_label_have_none(read: Read) -> None:
    found = read({"hello.txt": "hi\nhello\n", "unlabelled.txt": "what\nis it\n"})
    assert texts(found)[2:] == [("what", None, None), ("is it", None, None)]


def test_several_lines_in_the_files_of_one_label_are_asked_about(read: Read) -> None:
    files = {f"{label}/{number}.txt": "one thing\nanother\n" for label in "xy" for number in (1, 2)}
    with pytest.raises(InputUnclearError) as raised:
        read(files)
    assert raised.value.option == "layout"
    assert raised.value.choices == ("text per file", "text per line")
    assert len(read({}, layout="text per file")) == 2  # the same text twice is one
    assert len(read({}, layout="text per line")) == 4


def test_tables_named_for_parts_are_read_together(read: Read) -> None:
    table = "text,label\n{} one,good\n{} two,bad\n"
    found = read({f"{part}.csv": table.replace("{}", part) for part in ("test", "train")})
    assert [each[2] for each in texts(found)] == ["train", "train", "test", "test"]
    assert found.summary == (
        "Folder with train.csv and test.csv (CSV with texts in 'text' and labels in 'label'): "
        "2 labels: good (2), bad (2)"
    )


def test_the_classes_of_hugging_face_have_their_names(read: Read) -> None:
    found = read(
        {
            "README.md": CARD,
            "data/train-00000-of-00001.csv": "text,label\nso fine,1\nso sad,0\nwho knows,-1\n",
            "data/validation-00000-of-00001.jsonl": '{"text": "very fine", "label": 1}\n',
        }
    )
    assert texts(found) == [
        ("so fine", "good", "train"),
        ("so sad", "bad", "train"),
        ("who knows", None, "train"),
        ("very fine", "good", "test"),
    ]


def test_parquet_is_an_error_with_the_way_out(read: Read) -> None:
    with pytest.raises(InputError, match="read_parquet"):
        read({"data/train-00000-of-00001.parquet": b"PAR1", "README.md": CARD})


def test_a_list_of_the_labels_is_no_text(read: Read) -> None:
    found = read({"labels.json": '["good", "bad"]', "all.csv": "text,label\na b,good\nc d,bad\n"})
    assert len(found) == 2


def test_a_table_that_cannot_be_read_does_not_cost_the_others(read: Read) -> None:
    found = read({"a.csv": "text,label\na b,good\n", "b.json": '{"theme": "dark"}'})
    assert len(found) == 1
    assert [name for name, _ in found.problems] == ["b.json"]


def test_texts_in_other_encodings_are_read(read: Read) -> None:
    files = {"good/1.txt": "Schöne Grüße aus Köln".encode("cp1252"), "bad/1.txt": "Nö, danke"}
    assert ("Schöne Grüße aus Köln", "good", None) in texts(read(files))


def test_a_zip_is_understood_as_the_folder_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("hello.txt", "hi\nhello\n")
        archive.writestr("bye.txt", "bye\nsee you\n")
    found = read_source(tmp_path / "data.zip", modality="text")
    assert found.summary == "Zip, one text a line: 2 labels: bye (2), hello (2)"


def test_a_file_alone_has_no_label_and_prose_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello there\nhi\n")
    (tmp_path / "b.txt").write_text(PROSE)
    assert len(read_source(tmp_path / "a.txt", modality="text")) == 2
    assert len(read_source(tmp_path / "b.txt", modality="text")) == 1
    assert len(read_source(tmp_path / "b.txt", layout="text per line", modality="text")) == 3
    assert len(read_source([tmp_path / "a.txt", tmp_path / "b.txt"], modality="text")) == 3
    assert len(read_source(str(tmp_path / "*.txt"), modality="text", label="x")) == 3


def test_mails_without_an_ending_are_texts(read: Read) -> None:
    found = read({"space/59904": "From the moon", "space/59905": "Far away", "cars/1": "A car"})
    assert found.summary == "Folder, one text a file: 2 labels: space (2), cars (1)"


def test_one_bad_file_of_several_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello there\nhi\n")
    found = read_source([tmp_path / "a.txt", tmp_path / "gone.txt"], modality="text")
    assert len(found) == 2
    assert [name for name, _ in found.problems] == ["gone.txt"]
    with pytest.raises(InputNotFoundError):
        read_source([tmp_path / "gone.txt", tmp_path / "lost.txt"], modality="text")


def test_a_folder_without_texts_says_what_is_in_it(read: Read) -> None:
    with pytest.raises(InputNotFoundError, match=r"no text, but 1 \.jpg"):
        read({"1.jpg": b"\xff\xd8"})


def test_texts_and_labels_in_two_files_belong_together_line_by_line(read: Read) -> None:
    found = read(
        {
            "train_text.txt": "so fine\nso sad\n\n",
            "train_labels.txt": "1\n0\n",
            "test_text.txt": "oh well\n",
            "test_labels.txt": "0\n",
            "mapping.txt": "0\tbad\n1\tgood\n",
        }
    )
    assert texts(found) == [
        ("so fine", "good", "train"),
        ("so sad", "bad", "train"),
        ("oh well", "bad", "test"),
    ]


def test_the_usual_form_of_atis_and_snips_is_read(read: Read) -> None:
    files = {"train/seq.in": "fly to Rome\nplay jazz\n", "train/label": "Fly\nPlay\n"}
    found = read({**files, "train/seq.out": "O O B-city\nO B-music\n"})
    assert texts(found) == [("fly to Rome", "Fly", "train"), ("play jazz", "Play", "train")]


def test_a_line_that_is_missing_is_an_error(read: Read) -> None:
    lines = "".join(f"text number {number}\n" for number in range(30))
    with pytest.raises(InputError, match=r"has 30 lines, and train_labels\.txt with"):
        read({"train_text.txt": lines, "train_labels.txt": "good\n" * 29})


def test_files_of_lines_that_are_called_alike_are_labels(read: Read) -> None:
    found = read(
        {"query.txt": "what is it\nwho is it\n", "intent.txt": "buy it\nsell it\nkeep it\n"}
    )
    assert {each[1] for each in texts(found)} == {"query", "intent"}
