"""The formats of tools for boxes: a file whose boxes have one class has it as its label."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.errors import InputFormatError, VizslaError
from vizsla.exchange.formats.coco import is_coco, read_coco
from vizsla.exchange.formats.create_ml import is_create_ml, read_create_ml
from vizsla.exchange.formats.cvat import is_cvat, read_cvat
from vizsla.exchange.formats.data_yaml import read_data_yaml_names
from vizsla.exchange.formats.labelme import is_labelme, read_labelme
from vizsla.exchange.formats.safe_xml import parse_xml
from vizsla.exchange.formats.voc import read_voc
from vizsla.exchange.formats.yolo import read_classes_txt, read_yolo

if TYPE_CHECKING:
    from vizsla.exchange.tables.table_rows import LabelTable

NOTE = "boxes are not used, and the one class of a file's boxes is its label"
SEVERAL = (f"{NOTE}; 1 file shows several classes",)


def labels(table: LabelTable) -> dict[str, str | None]:
    return {each.path: each.label for each in table.rows}


def coco(*annotations: tuple[object, object], **more: object) -> dict[str, Any]:
    return {
        "images": [{"id": n, "file_name": f"{n}.jpg"} for n in (1, 2, 3)],
        "categories": [{"id": 7, "name": "oak"}, {"id": 8, "name": "elm"}],
        "annotations": [
            {"image_id": image, "category_id": category, **more} for image, category in annotations
        ],
    }


def test_coco_gives_the_class_of_all_boxes() -> None:
    table = read_coco(coco((1, 7), (1, "7"), (2, 7), (2, 8), bbox=[0, 0, 5, 5]), "coco.json")
    assert labels(table) == {"1.jpg": "oak", "2.jpg": None, "3.jpg": None}
    assert (table.notes, table.problems) == (SEVERAL, [])


def test_coco_without_boxes_gives_labels() -> None:
    table = read_coco(coco((1, 7), (2, 7), (2, 8)), "coco.json")
    assert [(each.label, each.state) for each in table.rows] == [
        ("oak", None), (None, "unsure"), (None, None),
    ]  # fmt: skip
    assert "2.jpg has 2 labels ('oak', 'elm')" in str(table.problems[0][1])
    assert not table.notes


def test_an_annotation_of_coco_that_leads_nowhere_is_a_problem() -> None:
    table = read_coco(coco((1, 7), (1, 99), (9, 7), ([], {})), "coco.json")
    assert labels(table)["1.jpg"] == "oak"
    assert [where for where, _ in table.problems] == [
        f"coco.json, annotation {number}" for number in (2, 3, 4)
    ]


def test_create_ml_gives_the_class_of_all_boxes() -> None:
    box = {"coordinates": {"x": 1, "y": 1, "width": 5, "height": 5}}
    content = [
        {"image": "1.jpg", "annotations": [{"label": "oak", **box}, {"label": "oak", **box}]},
        {"imagefilename": "2.jpg", "annotation": [{"label": "oak"}, {"label": "elm"}]},
        {"image": "3.jpg", "annotations": []},
        {"annotations": []},
    ]
    table = read_create_ml(content, "boxes.json")
    assert labels(table) == {"1.jpg": "oak", "2.jpg": None, "3.jpg": None}
    assert table.notes == SEVERAL
    assert [where for where, _ in table.problems] == ["boxes.json, image 4"]


def voc(*classes: str) -> bytes:
    objects = "".join(f"<object><name>{each}</name><bndbox/></object>" for each in classes)
    return f"<annotation><filename>x.jpg</filename>{objects}</annotation>".encode()


def test_pascal_voc_gives_the_class_of_all_boxes() -> None:
    table = read_voc(
        [
            ("VOC/Annotations/1.xml", voc("oak", "oak")),
            ("train/2.xml", voc("oak", "elm")),
            ("3.xml", voc()),
            ("4.xml", b"<annotation>"),
            ("5.xml", b"<html/>"),
            ("6.xml", voc(" ")),
        ]
    )
    assert labels(table) == {"VOC/JPEGImages/1": "oak", "train/2": None, "3": None}
    assert table.notes == SEVERAL
    assert [where for where, _ in table.problems] == ["4.xml", "5.xml", "6.xml"]


def labelme(*classes: str, **flags: bool) -> bytes:
    shapes = [{"label": each, "points": [[1, 2], [3, 4]]} for each in classes]
    return json.dumps({"imagePath": "x.jpg", "shapes": shapes, "flags": flags}).encode()


def test_labelme_gives_the_flag_or_else_the_class_of_all_shapes() -> None:
    table = read_labelme(
        [
            ("1.json", labelme("oak", "oak")),
            ("2.json", labelme("oak", "elm", ash=False)),
            ("sub/3.json", labelme()),
            ("4.json", b"{}"),
            ("5.json", b"{"),
        ]
    )
    assert labels(table) == {"1": "oak", "2": None, "sub/3": None}
    assert table.notes == SEVERAL
    assert [where for where, _ in table.problems] == ["4.json", "5.json"]
    table = read_labelme(
        [("1.json", labelme("elm", oak=True)), ("2.json", labelme(oak=True, elm=True))]
    )
    assert [(each.label, each.state) for each in table.rows] == [("oak", None), (None, "unsure")]
    assert is_labelme(json.loads(labelme()))


def cvat(*images: str) -> bytes:
    inside = "".join(
        f'<image name="{number}.jpg">{each}</image>' for number, each in enumerate(images, 1)
    )
    return f"<?xml version='1.0'?><annotations><meta/>{inside}</annotations>".encode()


def test_cvat_gives_the_tag_or_else_the_class_of_all_shapes() -> None:
    box, tag = '<box label="{}" xtl="1"/>', '<tag label="{}"/>'
    table = read_cvat(
        cvat(box.format("oak") * 2, box.format("oak") + '<polygon label="elm"/>', ""), "a.xml"
    )
    assert labels(table) == {"1.jpg": "oak", "2.jpg": None, "3.jpg": None}
    assert table.notes == SEVERAL
    table = read_cvat(
        cvat(tag.format("oak") + box.format("elm"), tag.format("a") + tag.format("b")), "a.xml"
    )
    assert [(each.label, each.state) for each in table.rows] == [("oak", None), (None, "unsure")]
    assert is_cvat(cvat(""))
    with pytest.raises(InputFormatError, match="CVAT for images"):
        read_cvat(b"<annotations><track label='oak'/></annotations>", "a.xml")


def test_yolo_gives_the_class_of_all_boxes() -> None:
    table = read_yolo(
        [
            ("train/labels/1.txt", b"0 0.5 0.5 0.2 0.2\r\n0 .1 .1 .2 .2\r\n"),
            ("2.txt", b"0 0.5 0.5 0.2 0.2\n1 0.1 0.1 0.2 0.2 0.3 0.3\n"),
            ("3.txt", b""),
            ("4.txt", b"2 0.5 0.5 0.2 0.2"),
            ("5.txt", b"oak"),
            ("6.txt", b"9" * 5_000 + b" 0 0 0 0"),
        ],
        ["oak", "elm"],
    )
    assert labels(table) == {"train/images/1": "oak", "2": None, "3": None}
    assert table.notes == SEVERAL
    assert [where for where, _ in table.problems] == ["4.txt", "5.txt", "6.txt"]


def test_the_classes_of_a_text_keep_their_numbers() -> None:
    assert read_classes_txt("oak\r\n\r\n red elm \r\n\r\n") == ["oak", "", "red elm"]


@pytest.mark.parametrize(
    "text",
    [
        "train: ../train\nnc: 3\nnames: [oak, 'red elm', \"ash\"]\n",
        "names: ['oak',\n  'red elm', # a tree\n  'ash',\n]\nnc: 3\n",
        "names:\n- oak\n- red elm\n- 'ash'  # last\nnc: 3\n",
        "path: x\nnames:  # by number\n  0: oak\n\n  # next\n  1: red elm\n  2: ash\nurl: y\n",
        'names:\r\n  - oak\r\n  - "red\\u0020elm"\r\n  - ash\r\n',
        "names: {0: oak, 1: 'red elm', 2: ash}",
        '"names": ["oak","red elm","ash"]',
    ],
)
def test_the_names_in_data_yaml_are_read_as_tools_write_them(text: str) -> None:
    assert read_data_yaml_names(text) == ["oak", "red elm", "ash"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "nc: 3", "names: classes.txt", "names: [oak", "names: [[a]]", "names: &x [a]"),
        *("names: {0: a, 2: b}", "names: {0: a, 0: b}", "names:\n  - [a, b]", "names:\n  oak: 1"),
    ],
)
def test_names_that_are_not_read_here_are_refused(text: str) -> None:
    with pytest.raises(InputFormatError, match=r"Write them as a list: names: \['oak', 'elm'\]"):
        read_data_yaml_names(text)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1), st.booleans())
def test_any_names_in_quotes_are_read_back(names: list[str], block: bool) -> None:  # noqa: FBT001 - hypothesis
    quoted = ["'{}'".format(each.replace("'", "''")) for each in names]
    double = [json.dumps(each, ensure_ascii=False) for each in names]
    for texts in (quoted, double):
        flow = f"names: [{', '.join(texts)}]\n"
        lines = "names:\n" + "".join(f"  {n}: {each}\n" for n, each in enumerate(texts))
        assert read_data_yaml_names(lines if block else flow) == names


@given(st.text() | st.text("names:[]{}'\"#-, \n01a\\&").map("names: {}".format))
def test_any_data_yaml_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InputFormatError):
        read_data_yaml_names(text)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY b "b">]><a/>'.encode("utf-16"),
        b"<a>" * 10_000,
        b"<?xml version='1.0' encoding='big6'?><a/>",
        b"<?xml version='1.0' encoding='hex'?><a/>",
        b"<a>&b;</a>",
        b"",
    ],
)
def test_xml_that_is_dangerous_or_malformed_is_refused(data: bytes) -> None:
    with pytest.raises(InputFormatError):
        parse_xml(data, "a.xml")


KEYS = (
    *("images", "annotations", "categories", "id", "file_name", "image_id", "category_id", "name"),
    *("image", "label", "annotation", "bbox", "imagefilename"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(("1.jpg", "\ud800")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=15,
)
OBJECTS = st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4), max_size=3)


@given(
    JSON
    | OBJECTS
    | st.fixed_dictionaries(dict.fromkeys(("images", "annotations", "categories"), OBJECTS))
)
def test_any_json_of_boxes_is_read_or_refused(content: object) -> None:
    with contextlib.suppress(VizslaError):
        assert is_coco(content) == bool(read_coco(content, "a.json") is not None)
    read_labelme([("a.json", json.dumps({"imagePath": "", "shapes": content}).encode())])
    with contextlib.suppress(VizslaError):
        assert is_create_ml(content) == bool(read_create_ml(content, "a.json") is not None)


@given(
    st.binary(max_size=80)
    | st.lists(
        st.sampled_from(
            (
                *("<annotation>", "</annotation>", "<object>", "</object>", "<name>", "</name>"),
                *("<annotations>", "</annotations>", "<image name='a'>", "</image>", "<box/>"),
                *("<tag label='b'/>", "oak", "&lt;", "\ud800", "<?x?>", "<!--", "-->"),
            )
        )
    ).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
)
def test_any_xml_is_read_or_refused(data: bytes) -> None:
    read_voc([("a.xml", data)])
    read_yolo([("a.txt", data)], ["oak"])
    read_labelme([("a.json", data)])
    with contextlib.suppress(VizslaError):
        read_cvat(data, "a.xml")
