from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange import read_source
from vizsla.exchange.tables.metadata_columns import LONGEST_CELL, LONGEST_NAME
from vizsla.workspace import name_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_further_columns_of_a_table_of_images_are_kept(plant: Callable[..., Path]) -> None:
    folder = plant("1.png", "2.png")
    header = "id,path,label,Camera,width,split,name"
    (folder / "labels.csv").write_text(
        f"{header}\n1,1.png,oak,X1,64,train,a\n2,2.png,elm,,64,test,b\n"
    )
    for source in (folder, folder / "labels.csv"):
        first, second = read_source(source)
        assert (dict(first.columns), dict(second.columns)) == ({"Camera": "X1"}, {})


def test_a_column_of_a_table_of_images_that_is_not_kept_is_said(
    plant: Callable[..., Path],
) -> None:
    folder = plant("1.png", "2.png")
    story = "word " * 300
    (folder / "labels.csv").write_text(f"path,label,story\n1.png,oak,{story}\n2.png,elm,x\n")
    assert "not used: 'story'" in read_source(folder / "labels.csv").summary


def test_the_further_columns_of_a_table_of_texts_are_kept_and_said(tmp_path: Path) -> None:
    long = "word " * 300
    path = tmp_path / "texts.csv"
    path.write_text(f"text,label,Place,answer\nhello there,greet,Rome,{long}\nbye,bye,,no\n")
    found = read_source(path, modality="text")
    assert [dict(each.columns) for each in found] == [{"Place": "Rome"}, {}]
    assert "further columns: 'Place'; not used: 'answer'" in found.summary


def test_a_table_of_measurements_is_not_kept(tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(60)]
    path = tmp_path / "texts.csv"
    path.write_text(f"text,label,{','.join(names)}\nhello there,greet,{',1.5' * 59}\n")
    (only,) = read_source(path, modality="text")
    assert not only.columns


def test_what_is_kept_fits_into_a_workspace() -> None:
    assert LONGEST_CELL <= name_rules.LONGEST_CELL
    assert LONGEST_NAME <= name_rules.LONGEST_COLUMN
