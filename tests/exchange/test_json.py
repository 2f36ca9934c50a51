from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

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
    """Reads a file of this content, beside some images."""

    def make(content: object, name: str = "export.json", **options: object) -> Incomings:
        folder = plant("1.png", "2.png", "sub/3.png", "1a2b3c4d-4.png", "images/5.png")
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(text)
        return read_source(folder / name, **options)  # type: ignore[arg-type]

    return make


Read = "Callable[..., Incomings]"


def labels(found: Incomings) -> list[tuple[str, str | None, str | None]]:
    return [(each.name, each.label, each.state) for each in found]


def choose(*choices: str, **more: object) -> dict[str, Any]:
    value = {"type": "choices", "from_name": "c", "value": {"choices": list(choices)}}
    return {"id": 1, "result": [value], "was_cancelled": False, **more}


def test_json_lines_are_read_like_a_table(read: Read) -> None:
    lines = (
        '{"path": "1.png", "label": "oak", "name": "a\u2028b", "not_labels": ["elm"], '
        '"split": "test"}\n'
        '\n{"path": "2.png", "label": 7, "not_labels": "a;b"}\n{"path": "sub/3.png"}'
    )
    found = read(lines, "labels.jsonl", splits=True)
    assert found.layout == "json lines"
    assert not found.problems
    assert [each.label for each in found] == ["oak", "7", None]
    assert [each.name for each in found] == ["a\u2028b", "2.png", "sub/3.png"]
    assert [each.not_labels for each in found] == [("elm",), ("a", "b"), ()]
    assert [each.split for each in found] == ["test", None, None]


@pytest.mark.parametrize("content", [[{"path": "1.png"}], '{"path": "1.png"}\n{"path": "2.png"}'])
def test_a_json_file_may_hold_a_list_or_lines(read: Read, content: object) -> None:
    found = read(content)
    assert found.layout == "json lines"
    assert found.problems == []


def test_a_bad_line_is_a_problem_and_the_others_are_read(read: Read) -> None:
    lines = '{"path": "1.png"}\n{oops\n3\n{"path": "2.png", "label": ["a", "b"]}\n{"path": 1}'
    found = read(lines + '\n{"path": "2.png", "label": {"a": 1}}\n' + "[" * 100_000, "a.jsonl")
    assert [each.name for each in found] == ["1.png"]
    assert len(found.problems) == 6
    assert all(where.startswith("a.jsonl, row") for where, _ in found.problems)


def test_label_studio_choices_are_labels(read: Read) -> None:
    found = read(
        [
            {"id": 1, "data": {"image": "1.png"}, "annotations": [choose("oak")]},
            {"id": 2, "data": {"image": "2.png"}, "annotations": []},
            {
                "id": 3,
                "data": {"image": "/data/local-files/?d=photos%2Fsub/3.png"},
                "annotations": [choose("elm"), choose("elm")],
                "predictions": [choose("oak")],
            },
            {
                "id": 4,
                "data": {"image": "/data/upload/7/1a2b3c4d-4.png"},
                "annotations": [choose("oak", was_cancelled=True)],
            },
            {"id": 5, "data": {"img": "/data/upload/7/00000000-5.png"}, "completions": []},
        ]
    )
    assert found.layout == "label studio"
    assert not found.problems
    assert [(label, state) for _, label, state in labels(found)] == [
        ("oak", None), (None, None), ("elm", None), (None, "skipped"), (None, None),
    ]  # fmt: skip
    assert all(each.read() for each in found)


def test_an_example_is_unsure_where_annotators_disagree(read: Read) -> None:
    task = {"id": 1, "data": {"image": "1.png"}, "annotations": [choose("oak"), choose("elm")]}
    found = read([task])
    assert labels(found) == [("1.png", None, "unsure")]
    assert "'oak', 'elm' by different people" in str(found.problems[0][1])


def test_an_example_with_several_labels_is_unsure(read: Read) -> None:
    task = {"id": 1, "data": {"image": "1.png"}, "annotations": [choose("oak", "elm")]}
    found = read([task])
    assert labels(found) == [("1.png", None, "unsure")]
    assert "2 labels ('oak', 'elm')" in str(found.problems[0][1])


def test_json_min_is_read_too(read: Read) -> None:
    about = {"annotator": 1, "annotation_id": 9, "created_at": "2024", "lead_time": 1.5}
    found = read(
        [
            {"image": "1.png", "id": 1, "kind": "oak", "site": "north", **about},
            {"image": "2.png", "id": 2, "kind": {"choices": ["oak", "elm"]}, "site": "s", **about},
            {"image": "sub/3.png", "id": 3, "kind": "oak", **about},
            {"image": "sub/3.png", "id": 3, "kind": "elm", **about},
            {"image": "images/5.png", "id": 4, "site": "east", **about},
        ]
    )
    assert found.layout == "label studio"
    assert labels(found) == [
        ("1.png", "oak", None),
        ("2.png", None, "unsure"),
        ("sub/3.png", None, "unsure"),
        ("images/5.png", None, None),
    ]
    assert len(found.problems) == 2


@pytest.mark.parametrize(
    "image", ["s3://bucket/1.png", "https://example.org/1.png", "gs://b/1.png"]
)
def test_files_in_a_cloud_are_problems_that_name_the_option_root(read: Read, image: str) -> None:
    task = {"id": 1, "data": {"image": image}, "annotations": [choose("oak")]}
    ((where, error),) = read([task]).problems
    assert where == "export.json, task 1"
    assert "option 'root'" in str(error)


def test_files_in_a_cloud_are_found_in_the_root_folder(read: Read, tmp_path: Path) -> None:
    task = {"id": 1, "data": {"image": "s3://b/x/1.png"}, "annotations": [choose("oak")]}
    assert [each.label for each in read([task], root=tmp_path / "photos")] == ["oak"]


def test_an_address_never_leads_out_of_the_folder(read: Read) -> None:
    found = read([{"id": 1, "data": {"image": "/data/local-files/?d=../../etc/passwd"}}])
    assert len(found) == 0
    assert "does not exist" in str(found.problems[0][1])


@pytest.mark.parametrize("content", ["", "{oops", "[]", '"x"', "3", "null", "[" * 100_000])
def test_a_file_that_is_no_export_is_refused(read: Read, content: str) -> None:
    with pytest.raises(InputFormatError):
        read(content, layout="label studio")
    with contextlib.suppress(InputError):
        assert len(read(content)) == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "image", "annotations", "result", "value", "choices", "id"])
            | st.sampled_from(["annotation_id", "path", "label", "not_labels", "was_cancelled"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.lists(JSON, max_size=4))
def test_any_json_is_read_or_refused(tmp_path: Path, content: list[Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content))
    for layout in (None, "label studio", "json lines"):
        with contextlib.suppress(InputError):
            list(read_source(tmp_path / "a.json", layout=layout))
