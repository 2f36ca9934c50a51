from __future__ import annotations

import contextlib
import copy
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA
from exchange.assistant_exports import CORPUS, FOLDERS, JSON_FILES, MARKUP
from exchange.changed_json import changed
from exchange.memory_tree import MemoryTree
from vizsla.errors import InputError, InputFormatError, MissingExtraError
from vizsla.exchange import read_source
from vizsla.exchange.assistants.assistant import EntitySpan, FeatureUse
from vizsla.exchange.assistants.assistant_files import (
    read_assistant,
    read_assistant_json,
    read_assistant_markup,
    read_assistant_tree,
)
from vizsla.exchange.assistants.export_fields import UnreadParts, character_places
from vizsla.exchange.assistants.marked_text import read_marked
from vizsla.exchange.texts.yaml_values import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.exchange.assistants.assistant import Assistant

FORMATS = [*JSON_FILES, *MARKUP, *FOLDERS]


def read(name: str) -> Assistant:
    if name in JSON_FILES:
        found = read_assistant_json(JSON_FILES[name], "a.json")
    elif name in MARKUP:
        title, text = MARKUP[name]
        found = read_assistant_markup(text, title)
    else:
        found = read_assistant_tree(MemoryTree(FOLDERS[name]))
    assert found is not None
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_intents_texts_and_entities_of_each_format_are_read(name: str) -> None:
    found = read(name)
    texts = {each.text: each for each in found.utterances}
    assert texts["hello there"].intent == "greet"
    assert {each.intent for each in found.utterances} <= {*(i.name for i in found.intents), None}
    for each in found.utterances:
        for span in each.entities:
            assert each.text[span.start : span.end].strip()
            assert span.entity in {entity.name for entity in found.entities}
    trees = [
        each.text[span.start : span.end]
        for each in found.utterances
        for span in each.entities
        if span.entity in {"tree", "Trees"}
    ]
    assert trees or name.startswith("Intents")
    assert {*trees} <= {"oak", "oaks", "elm", "elms", "elm-trees"}


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        (
            "Rasa",
            (
                "Rasa: 4 intents, 6 utterances, 2 learned entities, 2 list entities, 1 regex "
                "entity, 1 regex feature"
            ),
        ),
        (
            "Dialogflow ES",
            (
                "Dialogflow ES: 3 intents, 4 utterances, 1 list entity, 1 regex entity, 1 prebuilt "
                "entity, 1 pattern"
            ),
        ),
        (
            "Dialogflow CX",
            "Dialogflow CX: 2 intents, 2 utterances, 1 list entity, 1 prebuilt entity",
        ),
        ("Lex V1", "Lex V1: 2 intents, 3 utterances, 1 list entity, 1 prebuilt entity, 2 patterns"),
        (
            "Watson Assistant",
            (
                "Watson Assistant: 3 intents, 3 utterances, 1 learned entity, 1 list entity, "
                "1 regex entity, 1 prebuilt entity"
            ),
        ),
        ("Alexa", "Alexa: 3 intents, 2 utterances, 1 list entity, 1 pattern"),
        ("Lex V2", "Lex V2: 3 intents, 2 utterances, 1 list entity, 1 pattern"),
        (
            "wit.ai",
            "wit.ai: 2 intents, 3 utterances, 1 learned entity, 1 list entity, 1 prebuilt entity",
        ),
        ("Snips", "Snips: 2 intents, 2 utterances, 1 list entity, 1 prebuilt entity"),
    ],
)
def test_all_parts_are_counted(name: str, summary: str) -> None:
    assert read(name).summary() == summary


def test_a_project_of_rasa_is_all_of_its_files() -> None:
    rasa = read("Rasa")
    tree = next(each for each in rasa.entities if each.name == "tree")
    assert tree.roles == ("new", "old")
    assert tree.values[0].synonyms == ("oaks", "an oak")
    assert tree.regexes == ("[a-z]+ tree",)
    splits = {each.text: each.split for each in rasa.utterances}
    assert (splits["hi"], splits["no"]) == ("test", "train")
    names = [each.name for each in rasa.unread]
    assert names == [
        "'stories' of Rasa",
        "examples: 'metadata'",
        "'responses' of Rasa",
        "synonym 'spade'",
    ]


def test_every_part_of_a_lu_file_is_read() -> None:
    found = read("Bot Framework's .lu")
    assert found.summary() == (
        "Bot Framework .lu: 2 intents, 5 utterances, 2 learned entities, 1 list entity, 1 regex "
        "entity, 1 prebuilt entity, 1 pattern.any entity, 1 composite entity, 1 phrase list, "
        "1 pattern"
    )
    assert (found.name, found.language) == ("Garden", "en-us")
    entities = {each.name: each for each in found.entities}
    assert [each.name for each in entities["order"].children] == ["amount", "tree"]
    assert entities["order"].children[0].features == (FeatureUse("number"),)
    assert [each.synonyms for each in entities["tree"].values] == [
        ("oaks", "an oak"),
        ("elms", "the elm"),
    ]
    assert entities["both"].parts == ("tree", "number")
    assert entities["city"].roles == ("from", "to")
    (verbs,) = found.phrase_lists
    assert (verbs.words, verbs.exchangeable) == (("plant", "dig", "sow"), True)
    assert verbs.models == ("order", "order now")
    texts = {each.text: each.entities for each in found.utterances}
    (order,) = texts["plant two elms now"]
    assert order.children == (EntitySpan(6, 9, "amount"),)
    assert [each.role for each in texts["from Berlin to Rome"]] == ["from", "to"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# a\n- plant {@tree=oak\n", "line 2: the labels of"),
        ("# a\n- plant oak}\n", "line 2: the labels of"),
        ("# a\n- plant {@tree=}\n", "line 2: the labels of"),
        ("@ thing tree =\n", "line 1: 'thing' is no kind of entity"),
        ("@ =\n", "line 1: .* names no entity"),
    ],
)
def test_a_bad_line_of_a_lu_file_is_named(text: str, said: str) -> None:
    with pytest.raises(InputFormatError, match=said):
        read_assistant_markup(text, "a.lu")


def test_a_fallback_intent_is_none_of_these() -> None:
    for name in ("Dialogflow ES", "Lex V2", "Watson Assistant"):
        found = read(name)
        assert [found.label_of(each) for each in found.none_intents] == ["none of these"]


def test_slots_and_templates_become_patterns() -> None:
    assert [each.text for each in read("Lex V1").patterns] == [
        "plant {AMAZON.NUMBER:howMany} {Trees:Tree}",
        "an {Trees:Tree} please",
    ]
    assert [each.text for each in read("Dialogflow ES").patterns] == ["an {tree} please"]


def test_texts_in_other_languages_say_so() -> None:
    languages = {each.text: each.language for each in read("Dialogflow ES").utterances}
    assert (languages["guten Tag"], languages["hello there"]) == ("de", None)


@pytest.mark.skipif(not (DATA / "text").is_dir(), reason="VIZSLA_TEST_DATA has no folder text")
def test_the_chatbot_corpus_is_accounted_for() -> None:
    found = read_assistant(DATA / "text" / "ChatbotCorpus.json")
    assert found.summary() == "NLU corpus: 2 intents, 206 utterances, 7 learned entities"
    assert [sum(each.split == part for each in found.utterances) for part in ("train", "test")] == [
        *(100, 106)
    ]
    assert not found.unread


@pytest.mark.parametrize("name", FOLDERS)
def test_a_zip_is_read_with_the_intents_as_labels(tmp_path: Path, name: str) -> None:
    tree = MemoryTree(FOLDERS[name])
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for each in tree.files():
            archive.writestr(f"my-export/{each}", tree.read(each))
    found = read_source(tmp_path / "export.zip", modality="text", splits=True)
    assert found.layout == "assistant"
    assert found.summary.startswith(f"Zip of {read(name).format}: ")
    labels = {each.read().decode(): each.label for each in found}
    assert labels["hello there"] == "greet"
    assert (
        "wit" in name
        or "none of these" in {*labels.values()}
        or "Lex" in name
        or ("what is for lunch" not in labels)
    )


def test_a_file_alone_is_read(tmp_path: Path) -> None:
    for title, text in MARKUP.values():
        (tmp_path / title).write_text(text)
        found = read_source(tmp_path / title, modality="text")
        assert "greet" in {each.label for each in found}
    (tmp_path / "x.yml").write_text("a: 1\n")
    with pytest.raises(InputFormatError, match="no training data of Rasa"):
        read_source(tmp_path / "x.yml", modality="text")


def test_an_intent_called_no_stays_a_text() -> None:
    assert parse_yaml("- no\n- 1.0\n- null\n", "a.yml") == ["no", "1.0", "null"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nlu: [", "not YAML"),
        ("[" * 5000, "nested too deeply|maximum nesting"),
        ("a: &a [x]\nnlu: [*a, *a]", "alias"),
        ("nlu:\n- examples: |\n    - hi\n", "'intent' or 'synonym'"),
        ("nlu:\n- intent: a\n  examples: |\n    hello\n", "'-' before each example"),
        ('nlu:\n- intent: a\n  examples: |\n    - [x]{"role": "y"}\n', "names no entity"),
        ("nlu:\n- intent: a\n  examples: |\n    - [x]{entity}\n", "can't be read"),
        ("nlu: 5\n", "'nlu' must be a list"),
        ("nlu:\n- hello\n", "must be an object"),
    ],
)
def test_bad_yaml_is_an_error_that_names_the_place(text: str, said: str) -> None:
    if text.startswith("["):
        text = f"nlu: {text}"
    with pytest.raises(InputFormatError, match=said) as raised:
        read_assistant_markup(text, "nlu.yml")
    assert "nlu.yml" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("from [Berlin](city)", "from Berlin", [("Berlin", "city", None, None)]),
        ("[a](x) [b](y:z)", "a b", [("a", "x", None, None), ("b", "y", None, "z")]),
        ('[c]{"entity": "x", "role": "r"}', "c", [("c", "x", "r", None)]),
        ('[c][{"entity": "x"}, {"entity": "y"}]', "c", [("c", "x", None, None)]),
        ("nothing [here] (at all)", "nothing [here] (at all)", []),
        ("[" * 3000, "[" * 3000, []),
        ("[a](" * 3000, "[a](" * 3000, []),
    ],
)
def test_rasas_marks_are_read(text: str, plain: str, spans: list[tuple[str, ...]]) -> None:
    found, entities = read_marked(text, "here", UnreadParts())
    assert found == plain
    assert [(found[e.start : e.end], e.entity, e.role, e.value) for e in entities] == spans


@given(st.text(max_size=20), st.lists(st.integers(0, 60), max_size=4))
def test_places_in_code_units_are_places_in_characters(text: str, places: list[int]) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    for place, found in zip(places, character_places(text, places), strict=True):
        if place <= len(units) // 2:
            before = units[: 2 * place].decode("utf-16-le", "ignore")
            assert found == len(before) or min(text) >= "\ud800" or not text.isprintable()
        else:
            assert found > len(text)


@settings(max_examples=150)
@given(st.sampled_from([*JSON_FILES.values()]).flatmap(changed))
def test_no_damage_to_a_json_file_raises_a_foreign_error(content: object) -> None:
    with contextlib.suppress(InputError):
        check(read_assistant_json(content, "a.json"))


@settings(max_examples=150)
@given(st.sampled_from([*FOLDERS.values()]).flatmap(changed))
def test_no_damage_to_a_folder_raises_a_foreign_error(content: Any) -> None:
    files = content if isinstance(content, dict) else {}
    with contextlib.suppress(InputError):
        check(read_assistant_tree(MemoryTree(files)))


@settings(max_examples=150)
@given(st.sampled_from([*MARKUP.values()]), st.data())
def test_no_damage_to_markup_raises_a_foreign_error(
    file: tuple[str, str], data: st.DataObject
) -> None:
    title, text = file
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    made = text[:start] + data.draw(st.text(st.sampled_from("- []{}():|&*\"'\n#a\0"), max_size=8))
    with contextlib.suppress(InputError):
        check(read_assistant_markup(made + text[end:], title))


def check(found: Assistant | None) -> None:
    """Look at all parts of an assistant, whose places must be within their texts."""
    if found is None:
        return
    assert found.summary()
    for each in found.utterances:
        for span in each.entities:
            assert 0 <= span.start < span.end <= len(each.text)


def test_words_that_are_not_in_their_text_are_named() -> None:
    sentence = {**CORPUS["sentences"][1]}
    sentence["entities"] = [{"entity": "tree", "start": 9, "stop": 9, "text": "palm"}]
    found = read_assistant_json({**CORPUS, "sentences": [sentence]}, "a.json")
    assert found is not None
    assert [each.name for each in found.unread] == ["labelled entity 'tree'"]


def test_without_pyyaml_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vizsla\[text\]'"):
        read("Rasa's YAML")
    assert read("Rasa's Markdown").utterances


# What describes an export, or a dialogue, and not what a function of texts learns.
SETTINGS = {
    *("agent.json", "package.json", "Manifest.json", "Bot.json", "BotLocale.json", "app.json"),
    *("metadata", "dialog", "dialog_nodes", "responses", "flows", "traits", "slotPriorities"),
}


def objects(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each object with data in a JSON value."""
    if isinstance(value, dict):
        yield path
        for key, each in value.items():
            if not SETTINGS & {*str(key).split("/")}:
                yield from objects(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from objects(each, (*path, number))


@pytest.mark.parametrize("name", [*FOLDERS, *JSON_FILES])
def test_no_field_of_an_export_is_lost_in_silence(name: str) -> None:
    content = FOLDERS[name] if name in FOLDERS else JSON_FILES[name]
    silent = []
    for path in objects(content):
        if not path and name in FOLDERS:
            continue  # that would be a file
        changed_content = copy.deepcopy(content)
        at: Any = changed_content
        for key in path:
            at = at[key]
        at["oddity"] = [{"text": "xyz"}]
        try:
            if name in FOLDERS:
                found = read_assistant_tree(MemoryTree(changed_content))
            else:
                found = read_assistant_json(changed_content, "a.json")
        except InputError:
            continue
        if found is not None and not any("oddity" in each.name for each in found.unread):
            silent.append(path)
    assert silent == []


def test_the_stories_and_rules_of_rasa_are_named_in_files_of_their_own() -> None:
    more = {"data/stories.yml": "stories:\n- story: x\n", "data/rules.yml": "rules:\n- rule: y\n"}
    found = read_assistant_tree(MemoryTree({**FOLDERS["Rasa"], **more}))
    assert found is not None
    counts = {each.name: each.count for each in found.unread}
    assert (counts["'stories' of Rasa"], counts["'rules' of Rasa"]) == (2, 1)


@pytest.mark.parametrize("name", ["Dialogflow ES", "Dialogflow CX", "Lex V2", "wit.ai"])
def test_no_file_of_an_export_is_lost_in_silence(name: str) -> None:
    content = dict(FOLDERS[name])
    folder = next(iter(content)).partition("/")[0] + "/" if name == "wit.ai" else ""
    content[f"{folder}more/thing.json"] = {"a": 1}
    found = read_assistant_tree(MemoryTree(content))
    assert found is not None
    assert "file 'thing.json'" in [each.name for each in found.unread]
    assert read(name).unread == found.unread[:-1]


def test_slot_types_of_lex_may_match_an_expression_or_extend_a_built_in_one() -> None:
    first = copy.deepcopy(JSON_FILES["Lex V1"])
    first["resource"]["slotTypes"] += [
        {
            "name": "Code",
            "parentSlotTypeSignature": "AMAZON.AlphaNumeric",
            "slotTypeConfigurations": [{"regexConfiguration": {"pattern": "g-[0-9]{3}"}}],
        },
        {"name": "Town", "parentSlotTypeSignature": "AMAZON.City"},
    ]
    second = dict(FOLDERS["Lex V2"])
    for each in ("Code", "Town"):
        path = f"Garden/BotLocales/en_US/SlotTypes/{each}/SlotType.json"
        second[path] = {
            "Code": {
                "name": "Code",
                "slotTypeValues": None,
                "parentSlotTypeSignature": "AMAZON.AlphaNumeric",
                "valueSelectionSetting": {"regexFilter": {"pattern": "g-[0-9]{3}"}},
            },
            "Town": {"name": "Town", "parentSlotTypeSignature": "AMAZON.City"},
        }[each]
    for found in (read_assistant_json(first, "a.json"), read_assistant_tree(MemoryTree(second))):
        assert found is not None
        named = {each.name: each for each in found.entities}
        assert (named["Code"].kinds, named["Code"].regexes) == (("regex",), ("g-[0-9]{3}",))
        assert (named["Town"].kinds, named["Town"].prebuilts) == (("prebuilt",), ("AMAZON.City",))
