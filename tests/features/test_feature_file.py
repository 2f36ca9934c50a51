from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

from vizsla.errors import BundleDamagedError, BundleError, BundleTooNewError, OptionError
from vizsla.features.compile_definitions import compile_definitions
from vizsla.features.definitions import (
    EntityDefinition,
    FeatureDefinitions,
    PatternDefinition,
    PhraseListDefinition,
    read_definitions,
)
from vizsla.features.entity_finder import FeatureFinder
from vizsla.features.feature_file import FEATURES, TAGGERS, read_feature_set, write_feature_set
from vizsla.features.feature_set import FeatureSet, LearnedEntities
from vizsla.features.sequence_tagger import SequenceTagger

DEFINITIONS = FeatureDefinitions(
    "en",
    (
        EntityDefinition("person", values={"Ada": ("Ada", "Ms Lovelace")}),
        EntityDefinition("form", expressions=("hrf-[0-9]{6}", r"\bform \w+\b")),
        EntityDefinition("when", kinds=("datetimeV2.date", "number")),
        EntityDefinition("title", anything=True, exceptions=("and so on",)),
        EntityDefinition("place", learned=True, roles=("from", "to"), needs=("person",)),
        EntityDefinition("visit", expressions=("see .*",), parts=("place", "person")),
    ),
    (PhraseListDefinition("politeness", ("please", "thank you"), ("ask",)),),
    {"shouting": "!{2,}"},
    (PatternDefinition("where is {title} and who wrote it[?]", "ask"),),
    {"ask": ("politeness",)},
)
LABELS = ("ask", "tell")


def with_tagger() -> FeatureSet:
    """Return the features with a tagger that calls each "oslo" a place to go to."""
    sparse = np.zeros((1, 5))
    sparse[0, 3] = 100
    tagger = SequenceTagger(
        2, {"word 0 oslo": 0}, np.zeros((5, 4)), sparse, np.array([50.0, 0, 0, 0, 0]), 256, 16.0
    )
    learned = LearnedEntities(tagger, (("place", "from"), ("place", "to")))
    return compile_definitions(DEFINITIONS).with_learned((learned,))


def read_again(features: FeatureSet) -> FeatureSet:
    files = write_feature_set(features)
    return read_feature_set(files[FEATURES], files.get(TAGGERS), "trip", LABELS, 4)


def found(features: FeatureSet, text: str) -> list[tuple[str, str, str]]:
    finder = FeatureFinder(features, lambda words: np.zeros((len(words), 4)))
    entities = finder.find(text).entities
    return [(each.name, text[each.start : each.end], each.role) for each in entities]


def test_features_find_the_same_after_writing_and_reading() -> None:
    texts = [
        "Where is The Art of War and who wrote it?",
        "where is and so on and who wrote it",
        "Ms Lovelace needs hrf-123456 on 3 May, please!!",
        "to Oslo with Ada",
        "",
    ]
    before, after = with_tagger(), read_again(with_tagger())
    for text in texts:
        assert found(before, text) == found(after, text)
    assert found(after, texts[0]) == [("title", "The Art of War", "")]
    assert found(after, texts[1]) == [("title", "and so on", "")]
    assert ("person", "Ms Lovelace", "") in found(after, texts[2])
    assert ("form", "hrf-123456", "") in found(after, texts[2])
    assert ("when", "3 May", "") in found(after, texts[2])
    assert write_feature_set(after) == write_feature_set(before)


def test_names_of_lists_expressions_and_patterns_are_told() -> None:
    finder = FeatureFinder(read_again(with_tagger()), lambda words: np.zeros((len(words), 4)))
    told = finder.find("please!! where is it and who wrote it")
    assert (told.phrase_lists, told.expressions) == ({"politeness"}, {"shouting"})
    assert told.labels == {"ask"}
    assert told.names == {"politeness", "shouting", "title"}


def test_a_learned_entity_is_there_only_with_what_it_needs() -> None:
    needs = with_tagger()
    assert found(needs, "to Oslo") == []
    free = EntityDefinition("place", learned=True)
    definitions = FeatureDefinitions(entities=(free,))
    features = compile_definitions(definitions).with_learned(needs.learned)
    assert found(features, "to Oslo") == [("place", "Oslo", "to")]


def test_weights_in_any_order_in_memory_come_back_as_they_were() -> None:
    numbers = np.arange(20.0).reshape(4, 5)
    weights = (numbers.T, numbers[::2], np.arange(5.0))
    tagger = SequenceTagger(2, {"a": 0, "b": 1}, *weights, 256, 16.0)
    learned = LearnedEntities(tagger, (("place", "from"), ("place", "to")), (1.5, -0.5))
    (read,) = read_again(FeatureSet("en").with_learned((learned,))).learned
    after = (read.tagger.dense, read.tagger.sparse, read.tagger.bias)
    for mine, theirs in zip(weights, after, strict=True):
        assert np.array_equal(mine, theirs)
    assert read.calibration == (1.5, -0.5)


def test_definitions_come_back_from_json() -> None:
    value: Any = json.loads(json.dumps(DEFINITIONS.to_json()))
    assert read_definitions(value, "features") == DEFINITIONS
    assert not read_definitions({}, "features")


def test_what_was_written_before_entities_had_parts_is_read() -> None:
    stored: Any = json.loads(json.dumps(DEFINITIONS.to_json()))
    for each in stored["entities"]:
        del each["parts"]
    assert all(each.parts == () for each in read_definitions(stored, "features").entities)
    files = write_feature_set(with_tagger())
    value = json.loads(files[FEATURES])
    assert value.pop("parts") == {"visit": ["place", "person"]}
    content = json.dumps(value).encode()
    assert read_feature_set(content, files[TAGGERS], "trip", LABELS, 4).parts == {}
    assert read_again(with_tagger()).parts == {"visit": ("place", "person")}
    assert "parts" not in json.loads(write_feature_set(FeatureSet("en"))[FEATURES])


@pytest.mark.parametrize(
    ("definitions", "words"),
    [
        (FeatureDefinitions(entities=(EntityDefinition("a"), EntityDefinition("a"))), "two"),
        (FeatureDefinitions(entities=(EntityDefinition("a", expressions=("(",)),)), "not closed"),
        (FeatureDefinitions(entities=(EntityDefinition("a", kinds=("dog",)),)), "'dog'"),
        (FeatureDefinitions("ko", (EntityDefinition("a", kinds=("number",)),)), "'ko'"),
        (FeatureDefinitions(patterns=(PatternDefinition("to {place}", "x"),)), "'place'"),
        (FeatureDefinitions(entities=(EntityDefinition("a", parts=("b",)),)), "has the part 'b'"),
        (FeatureDefinitions(entities=(EntityDefinition("a", parts=("a",)),)), "part of itself"),
    ],
)
def test_definitions_that_can_not_be_are_refused(
    definitions: FeatureDefinitions, words: str
) -> None:
    with pytest.raises(OptionError, match=words.replace("(", r"\(")):
        compile_definitions(definitions)


def test_a_kind_of_a_later_version_is_too_new() -> None:
    value = json.loads(write_feature_set(with_tagger())[FEATURES])
    value["kinds"] = {"when": ["datetimeV9.era"]}
    taggers = write_feature_set(with_tagger())[TAGGERS]
    with pytest.raises(BundleTooNewError, match=r"datetimeV9\.era"):
        read_feature_set(json.dumps(value).encode(), taggers, "trip", LABELS, 4)


def test_altered_files_are_refused_or_read_and_never_crash() -> None:
    files = write_feature_set(with_tagger())
    chance = random.Random(5)  # noqa: S311 - a test
    odd = [None, -1, 3.5, "x", [], {}, [["jump", 999, 0]], [["set", 99, 0]], 2**70, True]
    refused = 0
    for _ in range(600):
        value = json.loads(files[FEATURES])
        place: Any = value
        while True:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            if not keys:
                break
            key = chance.choice(list(keys))
            inner = place[key]
            if not isinstance(inner, dict | list) or chance.random() < 0.2:
                place[key] = chance.choice(odd)
                break
            place = inner
        content = json.dumps(value).encode()
        try:
            features = read_feature_set(content, files[TAGGERS], "trip", LABELS, 4)
        except BundleError:
            refused += 1
            continue
        found(features, "Ms Lovelace, please!! to Oslo on 3 May")
    assert refused > 200
    for content in (b"", b"{}", b"[]", files[TAGGERS]):
        with pytest.raises(BundleDamagedError):
            read_feature_set(content, files[TAGGERS], "trip", LABELS, 4)
    for taggers in (None, b"", files[TAGGERS][:-1], files[FEATURES]):
        with pytest.raises(BundleDamagedError):
            read_feature_set(files[FEATURES], taggers, "trip", LABELS, 4)
