from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import OptionError
from vizsla.exchange.assistants.assistant_features import features_of, marked_entities
from vizsla.exchange.assistants.luis_app import is_luis_app, read_luis_app
from vizsla.exchange.assistants.write_luis_app import LabelledText, write_luis_app
from vizsla.features.definitions import (
    EntityDefinition,
    FeatureDefinitions,
    PatternDefinition,
    PhraseListDefinition,
)

if TYPE_CHECKING:
    from vizsla.exchange.assistants.assistant import Assistant

FOLDER = Path(os.environ.get("VIZSLA_TEST_DATA", "/nowhere")) / "luis"
APPS = [
    path
    for path in sorted(FOLDER.glob("*.json"))
    if "luis_schema_version" in path.read_text("utf-8")
]
FEATURES = FeatureDefinitions(
    "en",
    (
        EntityDefinition("Order", learned=True, roles=("old", "new"), parts=("Order::Size",)),
        EntityDefinition("Order::Size", learned=True),
        EntityDefinition("Ticket", learned=True, parts=("number", "Fare"), needs=("number",)),
        EntityDefinition("Fare", values={"first": ("1st class",), "economy": ()}),
        EntityDefinition("Anything", anything=True, exceptions=("up and down",)),
        EntityDefinition("Form", expressions=("hrf-[0-9]{6}",)),
        EntityDefinition("number", kinds=("number",)),
    ),
    (
        PhraseListDefinition("polite", ("please", "thank you")),
        PhraseListDefinition("sizes", ("big", "small"), ("buy",)),
    ),
    {"code": "[a-z]{2}"},
    (PatternDefinition("move {Anything} [now]", "move"),),
    {"buy": ("sizes", "number")},
)
TEXTS = (
    LabelledText("🐕 two big ones", "buy", ((2, 14, "Order", "new"), (6, 9, "Order::Size", ""))),
    LabelledText("hello", "none of these"),
    LabelledText("1 first", "buy", ((0, 7, "Ticket", ""),)),
)


def read(content: object) -> Assistant:
    assert is_luis_app(content)
    return read_luis_app(json.loads(json.dumps(content)), "app.json")


def texts_of(assistant: Assistant) -> tuple[LabelledText, ...]:
    return tuple(
        LabelledText(each.text, str(assistant.label_of(each.intent)), tuple(marked_entities(each)))
        for each in assistant.utterances
        if each.intent is not None
    )


def test_what_is_written_is_read_as_it_was() -> None:
    app = write_luis_app("shop", "0.2", FEATURES, TEXTS, "sells all")
    found = read(app)
    features, unread = features_of(found)
    assert (features, unread) == (FEATURES, ())
    assert texts_of(found) == TEXTS
    assert (found.name, found.language, found.unread) == ("shop", "en-us", ())
    assert found.settings["versionId"] == "0.2"
    assert {each.name for each in found.intents} == {"buy", "move", "None"}


def test_a_prebuilt_entity_that_nothing_here_finds_stays_one() -> None:
    app = write_luis_app("it", "1", FeatureDefinitions("en", (EntityDefinition("keyPhrase"),)), ())
    assert app["prebuiltEntities"] == [{"name": "keyPhrase", "roles": []}]


@pytest.mark.skipif(not APPS, reason="VIZSLA_TEST_DATA has no folder luis")
@pytest.mark.parametrize("path", APPS, ids=lambda path: path.stem)
def test_an_app_that_luis_exported_is_written_as_it_was_read(path: Path) -> None:
    first = read_luis_app(json.loads(path.read_text("utf-8-sig")), path.name)
    features, _ = features_of(first)
    second = read(write_luis_app(first.name, "0.1", features, texts_of(first)))
    again, unread = features_of(second)
    named = {each.name: each for each in features.entities}
    assert {each.name: each for each in again.entities} == named
    assert (again.phrase_lists, again.patterns) == (features.phrase_lists, features.patterns)
    assert again.required == features.required
    assert all(each.reason.startswith(("no text", "nothing here finds")) for each in unread)
    assert texts_of(second) == texts_of(first)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (EntityDefinition("when", kinds=("datetimeV2.date",)), "its own|their own names"),
        (EntityDefinition("it", values={"a": ()}, expressions=("b",)), "several ways"),
        (
            EntityDefinition("it", learned=True, parts=("it::b",)),
            "sub-entity 'it::b' is not learned",
        ),
    ],
)
def test_what_a_luis_app_can_not_hold_is_named(entity: EntityDefinition, reason: str) -> None:
    child = EntityDefinition("it::b", expressions=("b",))
    features = FeatureDefinitions("en", (entity, *([child] if entity.parts else [])))
    with pytest.raises(OptionError, match=reason):
        write_luis_app("it", "1", features, ())


def test_a_sub_entity_that_is_marked_by_itself_is_named() -> None:
    text = LabelledText("big ones", "buy", ((0, 3, "Order::Size", ""),))
    with pytest.raises(OptionError, match="outside of any 'Order'"):
        write_luis_app("it", "1", FEATURES, (text,))


def test_a_column_is_named() -> None:
    with pytest.raises(OptionError, match="'place'"):
        write_luis_app("it", "1", FeatureDefinitions("en", columns=("place",)), ())
