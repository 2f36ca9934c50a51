from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import DATA
from vizsla.errors import InputError, InputFormatError, InputUnclearError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange import ImportSource

    Read = Callable[..., ImportSource]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a table of texts with this content."""

    def make(content: str | bytes, name: str = "texts.csv", **options: object) -> ImportSource:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        return read_source(tmp_path / name, modality="text", **options)  # type: ignore[arg-type]

    return make


def texts(found: ImportSource) -> list[tuple[str, str | None]]:
    assert not found.problems
    return [(each.read().decode(), each.label) for each in found]


GREETINGS = [("hello there", "greet"), ("see you soon", "bye")]


@pytest.mark.parametrize(
    "content",
    [
        "text,label\nhello there,greet\nsee you soon,bye\n",
        "text,category\nhello there,greet\nsee you soon,bye\n",
        "id;utterance;intent\n1;hello there;greet\n2;see you soon;bye\n",
        "intent\tquery\ngreet\thello there\nbye\tsee you soon\n",
        "hello there,greet\nsee you soon,bye\n",
        "greet,hello there\nbye,see you soon\n",
        '"Customer words","label"\n"hello there"," greet "\n"see you soon","bye"\n',
        "text,sentiment\nhello there,greet\nsee you soon,bye\n",
        "text,topic,label\nhello there,a,greet\nsee you soon,a,bye\n",
        "label,text,text_id\ngreet,hello there,7\nbye,see you soon,8\n",
        "\ufeffmessage|category\r\nhello there|greet\r\nsee you soon|bye\r\n",
    ],
)
def test_tables_of_texts_are_read_as_people_write_them(read: Read, content: str) -> None:
    assert texts(read(content)) == GREETINGS


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "hello there", "intent": "greet"}, {"text": "see you soon", "intent": "bye"}]',
        '[["hello there", "greet"], ["see you soon", "bye"]]',
        '{"greet": ["hello there"], "bye": ["see you soon"]}',
        '{"intents": {"greet": ["hello there"], "bye": ["see you soon"]}}',
        (
            '{"intents": {"greet": {"utterances": ["hello there"]}, "bye": {"utterances": '
            '["see you soon"]}}}'
        ),
        (
            '{"intents": [{"name": "greet", "utterances": ["hello there"]}, {"name": "bye", '
            '"utterances": ["see you soon"]}]}'
        ),
        (
            '{"sentences": [{"text": "hello there", "intent": "greet", "entities": [{"start": 0, '
            '"end": 5}]}, {"text": "see you soon", "intent": "bye", "entities": []}]}'
        ),
        (
            '[{"text": "hello there", "intent": "greet", "entities": [{"start": 0, "end": 5}]}, '
            '{"text": "see you soon", "intent": "bye", "entities": []}]'
        ),
        '{"hello there": "greet", "see you soon": "bye"}',
        '{"text": ["hello there", "see you soon"], "label": ["greet", "bye"]}',
        '{"text": {"0": "hello there", "1": "see you soon"}, "label": {"0": "greet", "1": "bye"}}',
        (
            '{"version": 2, "data": [{"text": "hello there", "label": "greet"}, '
            '{"text": "see you soon", "label": "bye"}]}'
        ),
        '{"train": [["hello there", "greet"]], "oos_test": [["see you soon", "bye"]]}',
        (
            '{"features": [{"name": "text"}], "rows": [{"row_idx": 0, "row": {"text": '
            '"hello there", "label": "greet"}}, {"row_idx": 1, "row": {"text": "see you soon", '
            '"label": "bye"}}]}'
        ),
        (
            '{"messages": [{"role": "system", "content": "x"}, {"role": "user", "content": '
            '"hello there"}, {"role": "assistant", "content": "greet"}]}\n{"messages": [{"role": '
            '"user", "content": "see you soon"}, {"role": "assistant", "content": "bye"}]}\n'
        ),
        (
            '[["hello there", {"cats": {"greet": 1, "bye": 0}}], '
            '["see you soon", {"cats": {"greet": 0.0, "bye": 1.0}}]]'
        ),
        '{"text": "hello there", "label": ["greet"]}\n{"text": "see you soon", "label": ["bye"]}\n',
        (
            '{"text": "hello there", "accept": ["greet"], "answer": "accept", "_task_hash": 1}\n'
            '{"text": "see you soon", "accept": ["bye"], "answer": "accept", "_task_hash": 2}\n'
        ),
        (
            '[{"data": {"text": "hello there", "url": "https://a.b"}, "annotations": [{"result": '
            '[{"from_name": "intent", "value": {"choices": ["greet"]}}]}]}, {"data": {"text": '
            '"see you soon"}, "annotations": [{"result": [{"from_name": "intent", "value": '
            '{"choices": ["bye"]}}]}]}]'
        ),
        (
            '[{"id": 1, "text": "hello there", "intent": "greet", "annotator": 1, '
            '"annotation_id": 1, "lead_time": 2.5}, {"id": 2, "text": "see you soon", '
            '"intent": "bye", "annotator": 1, "annotation_id": 2, "lead_time": 1.5}]'
        ),
    ],
)
def test_json_of_texts_is_read_in_every_shape(read: Read, content: str) -> None:
    assert texts(read(content, "texts.json")) == GREETINGS


def test_fasttexts_lines_and_tabs_are_known_by_their_content(read: Read) -> None:
    lines = "__label__greet hello there\n__label__bye see you soon\n"
    assert texts(read(lines, "train.txt")) == GREETINGS
    assert texts(read("greet\thello there\nbye\tsee you soon\n", "train.txt")) == GREETINGS
    found = read("__label__a __label__b hello\n", "x.txt")
    assert [(each.label, each.state) for each in found] == [(None, "unsure")]
    assert "2 labels" in str(found.problems[0][1])


@pytest.mark.parametrize("mark", [";", "|", ", "])
def test_a_text_and_its_label_may_have_a_mark_between(read: Read, mark: str) -> None:
    pairs = [("what is it", "ask"), ("who is it", "ask"), ("go on now", "go"), ("go away", "go")]
    lines = "".join(f"{text}{mark}{label}\n" for text, label in pairs)
    assert texts(read(lines, "train.txt")) == pairs
    assert len(read("well, yes\nno, not at all\nmaybe, or not\n", "texts.txt")) == 3


def test_a_comma_in_a_text_without_quotes_is_part_of_it_where_that_is_certain(read: Read) -> None:
    rows = "hi,greet\nhello, how are you,greet\nsee you, 1,000 times,bye\nbye,bye\n"
    found = read(f"text,label\n{rows}")
    assert texts(found)[1:3] == [("hello, how are you", "greet"), ("see you, 1,000 times", "bye")]
    assert "2 texts without quotes put together at the commas" in found.summary
    unknown = read("text,label\nhi,greet\nbuy bread, milk,shop\n")
    assert len(unknown) == 1
    assert "Put quotes around a text" in str(unknown.problems[0][1])
    first = read("label;text;id\ngreet;hi;1\ngreet;hello; you;2\n")
    assert texts(first)[1] == ("hello; you", "greet")


def test_a_header_in_a_script_without_spaces_is_known(read: Read) -> None:
    rows = "予約をキャンセルしたい,取消\n営業時間を教えてください,時間\n今日は開いていますか,時間\n"
    rows += "明日の予約を取り消す,取消\n"
    with pytest.raises(InputUnclearError) as raised:
        read(f"本文,ラベル\n{rows}")
    assert (raised.value.option, raised.value.choices) == ("label_column", ("ラベル",))
    assert texts(read(rows))[1] == ("営業時間を教えてください", "時間")


def test_the_line_says_the_columns_and_what_is_left_out(read: Read) -> None:
    found = read(
        "utterance,intent,place\nhello,greet,here\nhi,greet,\nhi,greet,\n,bye,\nbye,bye,\n , ,x\n"
    )
    assert found.summary == (
        "CSV with texts in 'utterance' and labels in 'intent': 2 labels: greet (2), bye (1); "
        "further columns: 'place'; 3 rows left out: 2 empty texts, 1 repeated"
    )
    first = next(iter(found))
    assert (first.name, dict(first.columns)) == ("texts.csv, row 2", {"place": "here"})


def test_a_text_with_two_labels_stays_with_both(read: Read) -> None:
    content = "text,label\nhello there,greet\nhello there,bye\n"
    assert texts(read(content)) == [("hello there", "greet"), ("hello there", "bye")]


def test_parts_states_and_negative_labels_are_read(read: Read) -> None:
    content = (
        "text,label,split,not_labels,state\na b,x,train,,\nc d,x,test,,\ne f,,train,y;z,unsure\n"
    )
    found = list(read(content, splits=True))
    assert [each.split for each in found] == ["train", "test", "train"]
    assert (found[2].not_labels, found[2].state) == (("y", "z"), "unsure")


def test_a_number_is_the_name_of_its_class_only_where_one_is_known(read: Read) -> None:
    assert texts(read("text,label\na b,1.0\nc d,0.0\n")) == [("a b", "1"), ("c d", "0")]


@pytest.mark.parametrize(
    ("content", "option", "choices"),
    [
        ("question,comment,label\nwho is it,it is me,x\n", "text_column", ("question", "comment")),
        ("one two,three four\nfive six,seven eight\n", "text_column", ("column 1", "column 2")),
        ("date,place\n1,2\n", "text_column", ("column 1", "column 2")),
        ("text,mood,place\nhello,good,here\n", "label_column", ("mood", "place")),
        ("text,label,intent\na b,x,y\nc d,x,z\n", "label_column", ("label", "intent")),
    ],
)
def test_what_is_unclear_is_asked(
    read: Read, content: str, option: str, choices: tuple[str, ...]
) -> None:
    with pytest.raises(InputUnclearError) as raised:
        read(content)
    assert (raised.value.option, raised.value.choices) == (option, choices)


def test_the_answer_is_taken(read: Read) -> None:
    content = "question,reply,label\nwho is it,it is me,x\n"
    assert texts(read(content, text_column="reply")) == [("it is me", "x")]
    headless = "one two,three four\nfive six,seven eight\n"
    assert texts(read(headless, text_column="column 2"))[0] == ("three four", "one two")
    with pytest.raises(InputUnclearError, match="no column 'words'"):
        read(content, text_column="words")


def test_a_label_for_all_needs_no_label_column(read: Read) -> None:
    assert texts(read("text,mood\nhello,good\n", label="greet")) == [("hello", "greet")]


def test_labels_of_words_are_said_to_be_unused(read: Read) -> None:
    found = read('{"text": "hello Ann", "label": [[6, 9, "NAME"]]}\n', "ann.jsonl")
    assert texts(found) == [("hello Ann", None)]
    assert "labels of words within the texts are not used" in found.summary


def test_label_studios_csv_has_texts_and_their_choices(read: Read) -> None:
    columns = "annotation_id,annotator,created_at,id,intent,lead_time,text,updated_at"
    content = f"{columns}\n9,1,x,7,greet,2.5,hello there,x\n10,1,x,8,bye,1.5,see you soon,x\n"
    assert texts(read(content)) == GREETINGS


def test_label_studios_marks_within_a_text_are_no_labels_of_it(read: Read) -> None:
    name = {"from_name": "name", "value": {"start": 6, "end": 9, "text": "Ann", "labels": ["NAME"]}}
    choice = {"from_name": "intent", "value": {"choices": ["greet"]}}
    tasks = [
        {"data": {"text": "hello Ann"}, "annotations": [{"result": result}]}
        for result in ([name], [name, choice])
    ]
    for asked, label in zip(tasks, (None, "greet"), strict=True):
        assert texts(read(json.dumps([asked]), "ls.json")) == [("hello Ann", label)]
    short = {"id": 1, "text": "hello Ann", "name": [name["value"]], "annotator": 1}
    content = json.dumps([{**short, "annotation_id": 1, "lead_time": 2.5}])
    assert texts(read(content, "min.json")) == [("hello Ann", None)]


def test_an_export_of_vizsla_is_read_with_its_names(read: Read) -> None:
    content = (
        "text,label,not_labels,split,state,name,sha256\n"
        'hello there,greet,,train,,"a.csv, row 2",ab\nsee you soon,bye,,test,,b,cd\n'
    )
    found = read(content, splits=True)
    assert texts(found) == GREETINGS
    assert [(each.name, each.split) for each in found] == [("a.csv, row 2", "train"), ("b", "test")]
    assert "not used" not in found.summary


def test_prodigys_rejected_label_is_a_negative_one(read: Read) -> None:
    record = {"text": "hello", "label": "bye", "_input_hash": 1}
    lines = [json.dumps({**record, "answer": each}) for each in ("reject", "ignore")]
    rejected, ignored = read("\n".join(lines), "p.jsonl")
    assert (rejected.label, rejected.not_labels) == (None, ("bye",))
    assert (ignored.label, ignored.state) == (None, "skipped")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_texts_are_read_in_every_encoding(read: Read, encoding: str) -> None:
    content = "text,label\nGrüße aus Köln,Gruß\n".encode(encoding)
    assert texts(read(content)) == [("Grüße aus Köln", "Gruß")]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("path,label\n1.jpg,oak\n2.jpg,elm\n", "x.csv", "table of images"),
        ("", "x.csv", "empty"),
        ("PK\x03\x04", "x.xlsx", "Save it as CSV"),
        ('{"theme": "dark", "size": {"x": 1}}', "x.json", "no texts"),
        ("not json", "x.json", "not JSON"),
        ("[1, 2, 3]", "x.json", "neither an object nor"),
        ('{"a b": "\\ud800 c"}', "x.json", "Unicode"),
    ],
)
def test_what_holds_no_texts_is_refused(read: Read, content: str, name: str, said: str) -> None:
    try:
        error = read(content, name).problems[0][1]
    except InputError as raised:
        error = raised
    assert said in str(error)


@pytest.mark.skipif(not (DATA / "text").is_dir(), reason="VIZSLA_TEST_DATA has no folder text")
def test_banking77_is_read_with_its_parts() -> None:
    found = read_source(DATA / "text" / "banking77", modality="text", splits=True)
    assert len({each.label for each in found}) == 77
    assert sum(each.split == "train" for each in found) == 9_999
    assert "with train.csv and test.csv (CSV with texts in 'text'" in found.summary
    assert not found.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.one_of(
        st.text(st.sampled_from("ab ,;\t\n\"'|{}[]:1\u00e9\u4e2d"), max_size=80).map(str.encode),
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.sampled_from(("text", "label", "data", "train", "cats", "answer", "x y z")),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    st.sampled_from(("a.csv", "a.json", "a.jsonl", "a.txt", "a.tsv")),
)
def test_no_content_raises_a_foreign_error(read: Read, content: bytes, name: str) -> None:
    with contextlib.suppress(InputError):
        for each in read(content, name):
            each.read().decode()


def test_a_json_line_that_is_broken_is_a_problem_and_the_others_are_read(read: Read) -> None:
    found = read('{"text": "a b", "label": "x"}\n{"text": \n', "a.jsonl")
    assert [each.label for each in found] == ["x"]
    assert isinstance(found.problems[0][1], InputFormatError)
