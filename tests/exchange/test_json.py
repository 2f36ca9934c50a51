from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vizsla.errors import InputError, InputFormatError, InputUnclearError, VizslaError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange import ImportSource

    Plant = Callable[..., Path]


@pytest.fixture
def read(plant: Plant) -> Callable[..., ImportSource]:
    """Reads a file of this content, beside some images."""

    def make(content: object, name: str = "export.json", **options: object) -> ImportSource:
        folder = plant("1.png", "2.png", "sub/3.png", "1a2b3c4d-4.png", "images/5.png")
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(text)
        return read_source(folder / name, **options)  # type: ignore[arg-type]

    return make


Read = "Callable[..., ImportSource]"


def labels(found: ImportSource) -> list[tuple[str, str | None, str | None]]:
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


def test_an_object_may_have_the_label_of_each_file(read: Read) -> None:
    assert labels(read({"1.png": "oak", "2.png": None, "version": 1})) == [
        ("1.png", "oak", None), ("2.png", None, None),
    ]  # fmt: skip
    found = read({"1.png": {"species": "oak"}, "2.png": {"species": "elm"}}, label_column="species")
    assert [label for _, label, _ in labels(found)] == ["oak", "elm"]


def test_a_url_names_the_file_in_the_root_folder(read: Read, tmp_path: Path) -> None:
    row = '{"image_url": "azureml://subscriptions/x/paths/sub/3.png", "label": "oak"}'
    found = read(row, "train.jsonl", root=tmp_path / "photos")
    assert [each.label for each in found] == ["oak"]


def test_an_object_that_names_an_image_in_passing_is_no_table(read: Read) -> None:
    with pytest.raises(InputFormatError, match="no column that names the images; it has title"):
        read({"title": "1.png", "description": "holiday"})


def test_a_bad_line_is_a_problem_and_the_others_are_read(read: Read) -> None:
    lines = '{"path": "1.png"}\n{oops\n3\n{"path": "2.png", "label": ["a", "b"]}\n{"path": 9}'
    found = read(lines + '\n{"path": "2.png", "label": {"a": 1}}\n' + "[" * 100_000, "a.jsonl")
    assert [each.name for each in found] == ["1.png", "2.png"]
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
            {"image": "1.png", "site": "north", "id": 1, "kind": "oak", **about},
            {"image": "2.png", "site": "s", "id": 2, "kind": {"choices": ["oak", "elm"]}, **about},
            {"image": "sub/3.png", "id": 3, "kind": "oak", **about},
            {"image": "sub/3.png", "id": 3, "kind": "elm", **about},
            {"image": "images/5.png", "site": "east", "id": 4, **about},
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


def result(question: str, **value: object) -> dict[str, Any]:
    return {"from_name": question, "to_name": "image", "value": value}


def task(*results: dict[str, Any], image: str = "1.png", **more: object) -> dict[str, Any]:
    return {"id": 1, "data": {"image": image}, "annotations": [{"result": list(results), **more}]}


ABOUT = {"annotator": 1, "annotation_id": 9, "created_at": "", "updated_at": "", "lead_time": 1.5}


def test_the_answers_of_json_min_are_told_from_the_tasks_data(read: Read) -> None:
    records = [
        {"image": "1.png", "source": "web", "id": 1, "species": "oak", **ABOUT},
        {"image": "2.png", "source": "phone", "id": 2, "species": "elm", **ABOUT},
    ]
    assert [label for _, label, _ in labels(read(records))] == ["oak", "elm"]
    # Sorted by another tool, the keys say nothing.
    with pytest.raises(InputUnclearError) as caught:
        read([dict(sorted(each.items())) for each in records])
    assert caught.value.option == "label_column"
    assert set(caught.value.choices) == {"source", "species"}


def test_the_csv_of_label_studio_is_read(read: Read) -> None:
    table = (
        "annotation_id,annotator,choice,created_at,id,image,lead_time,source,updated_at\n"
        '9,1,oak,,1,1.png,3,web,\n8,1,"{""choices"": [""oak"", ""elm""]}",,2,2.png,3,web,\n'
        ",,,,3,/data/upload/1/00000000-3.png,,phone,\n"
    )
    found = read(table, "export.csv")
    assert labels(found) == [
        ("1.png", "oak", None), ("2.png", None, "unsure"),
        ("/data/upload/1/00000000-3.png", None, None),
    ]  # fmt: skip
    assert labels(read(table, "export.csv", label_column="source"))[0] == ("1.png", "web", None)
    tabs = "image\tid\tchoice\tannotator\tannotation_id\tlead_time\n1.png\t1\toak\t1\t9\t3\n"
    assert labels(read(tabs, "export.tsv")) == [("1.png", "oak", None)]


def test_a_column_of_a_csv_that_may_be_data_is_asked(read: Read) -> None:
    table = "annotation_id,annotator,id,image,lead_time,source,species\n9,1,1,1.png,3,web,oak\n"
    with pytest.raises(InputUnclearError, match="it has source, species"):
        read(table, "export.csv")
    assert labels(read(table, "export.csv", label_column="species")) == [("1.png", "oak", None)]
    # A task that nobody annotated has its data alone.
    found = read(table + ",,2,2.png,,phone,\n", "export.csv")
    assert [label for _, label, _ in labels(found)] == ["oak", None]


def test_several_questions_are_asked(read: Read) -> None:
    tasks = [task(result("species", choices=["oak"]), result("season", choices=["spring"]))]
    with pytest.raises(InputUnclearError, match="it has species, season") as caught:
        read(tasks)
    assert caught.value.choices == ("species", "season")
    assert labels(read(tasks, label_column="Season")) == [("1.png", "spring", None)]
    assert labels(read(tasks, label="elm")) == [("1.png", "elm", None)]
    with pytest.raises(InputUnclearError, match="no question 'genus'"):
        read(tasks, label_column="genus")


def test_an_answer_that_is_no_choice_counts_where_it_is_named(read: Read) -> None:
    tasks = [task(result("species", choices=["oak"]), result("stars", rating=4))]
    assert labels(read(tasks)) == [("1.png", "oak", None)]
    assert labels(read(tasks, label_column="stars")) == [("1.png", "4", None)]


def test_the_last_part_of_a_taxonomy_is_the_label(read: Read) -> None:
    tasks = [
        task(result("t", taxonomy=[["tree", "oak"]])),
        task(result("t", taxonomy=[["tree"], ["tree", "elm"]]), image="2.png"),
        task(result("t", taxonomy=[["tree", "other"]]), image="sub/3.png"),
        task(result("t", taxonomy=[["bush", "other"]]), image="images/5.png"),
    ]
    assert [label for _, label, _ in labels(read(tasks))] == [
        "oak", "elm", "tree/other", "bush/other",
    ]  # fmt: skip
    short = [{"image": "1.png", "id": 1, "t": [{"taxonomy": [["tree", "oak"]]}], **ABOUT}]
    assert [label for _, label, _ in labels(read(short))] == ["oak"]


def test_boxes_of_one_class_give_the_label_and_others_are_counted(read: Read) -> None:
    box = {"x": 1, "y": 1, "width": 5, "height": 5}
    tasks = [
        task(*(result("b", rectanglelabels=["oak"], **box) for _ in range(3))),
        task(
            result("b", rectanglelabels=["oak"], **box),
            result("b", polygonlabels=["elm"], points=[[1, 2]]),
            image="2.png",
        ),
    ]
    found = read(tasks)
    assert labels(found) == [("1.png", "oak", None), ("2.png", None, None)]
    assert (
        "boxes are not used, and the one class of a file's boxes is its label; 1 file shows several"
        in found.summary
    )
    with_choice = [task(result("b", rectanglelabels=["elm"], **box), result("c", choices=["oak"]))]
    assert labels(read(with_choice)) == [("1.png", "oak", None)]


def test_the_ground_truth_counts_alone(read: Read) -> None:
    first, second = choose("oak"), choose("elm", ground_truth=True)
    found = read([{"id": 1, "data": {"image": "1.png"}, "annotations": [first, second]}])
    assert labels(found) == [("1.png", "elm", None)]


def test_predictions_are_no_labels(read: Read) -> None:
    found = read([{"id": 1, "data": {"image": "1.png"}, "predictions": [choose("oak")]}])
    assert labels(found) == [("1.png", None, None)]


@pytest.mark.parametrize(
    "image",
    [
        "http://localhost:8080/data/upload/7/1a2b3c4d-4.png",
        "https://example.org/studio/data/local-files/?d=photos/images/5.png",
        "/storage-data/uploaded/?filepath=upload/7/00000000-2.png",
        "upload://7/00000000-2.png",
    ],
)
def test_an_address_of_label_studio_is_found_with_any_host(read: Read, image: str) -> None:
    assert [each.label for each in read([task(result("c", choices=["oak"]), image=image)])] == [
        "oak"
    ]


@pytest.mark.parametrize(
    "image", ["http://[", "http://[::1/data/upload/1.png", "file://[", "\ud800"]
)
def test_a_malformed_address_is_a_problem(read: Read, image: str, tmp_path: Path) -> None:
    found = read([task(result("c", choices=["oak"]), image=image)], root=tmp_path)
    assert len(found.problems) == 1


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


KEYS = (
    *("data", "image", "annotations", "result", "value", "choices", "id", "from_name", "taxonomy"),
    *("annotation_id", "annotator", "path", "label", "not_labels", "was_cancelled", "x"),
    *("rectanglelabels", "ground_truth", "class", "split", "lead_time"),
)
TEXTS = ("1.png", "http://[", "\ud800", "/data/upload/", "/data/local-files/?d=1.png", "oak", "")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.sampled_from(TEXTS)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": JSON, "image": st.sampled_from(TEXTS)},
        optional=dict.fromkeys(("c", "annotation_id", "annotator", "label", "class"), JSON),
    )
    | st.fixed_dictionaries(
        {
            "data": st.fixed_dictionaries({"image": st.sampled_from(TEXTS)}),
            "annotations": st.lists(
                st.fixed_dictionaries(
                    {
                        "result": st.lists(
                            st.fixed_dictionaries(
                                {
                                    "from_name": JSON,
                                    "value": st.dictionaries(st.sampled_from(KEYS), JSON),
                                }
                            ),
                            max_size=2,
                        )
                    }
                ),
                max_size=2,
            ),
        }
    )
    | JSON,
    max_size=4,
)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(RECORDS)
def test_any_json_is_read_or_refused(tmp_path: Path, content: list[Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content))
    for layout in (None, "label studio", "json lines"):
        for column in (None, "c", "label"):
            with contextlib.suppress(VizslaError):
                list(read_source(tmp_path / "a.json", layout=layout, label_column=column))
