"""JavaScript finds the entities of a function's features as Python does."""

from __future__ import annotations

import base64
import json
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vizsla.errors import BundleDamagedError, InputTooLargeError, OptionError
from vizsla.features.compile_definitions import compile_definitions
from vizsla.features.definitions import (
    EntityDefinition,
    FeatureDefinitions,
    PatternDefinition,
    PhraseListDefinition,
)
from vizsla.features.entity_finder import FeatureFinder
from vizsla.features.expression_parser import compile_expression
from vizsla.features.feature_file import FEATURES, TAGGERS, read_feature_set, write_feature_set
from vizsla.features.feature_set import FeatureSet, LabelPattern, LearnedEntities
from vizsla.features.machine import Instruction
from vizsla.features.pattern_parser import compile_pattern
from vizsla.features.regular_expression import RegularExpression
from vizsla.features.sequence_tagger import SequenceTagger
from vizsla.features.text_pattern import TextPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ask = Callable[[object], Any]

LABELS = ("ask", "tell")
MARKS = ("mark entity town", "mark list polite")
NEEDS = st.sampled_from([(), ("town",)])
DIMENSION = 3
NEAR = 1e-12  # of a score: exp differs by a unit in the last place
ODD = [
    "é",
    "e\u0301",
    "İ",
    "ß",
    "Σς",
    "\uff21",
    "ﬁ",
    "😀",
    "👍🏽",
    "𠮷",
    "東京",
    "\ufeff",
    "\x1c",
    "\u2028",
]
WORDS = ["to", "Oslo", "from", "Rome", "new", "York", "please", "a", "b", "12", "7", "it's", "“no”"]
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(ODD), st.sampled_from([*".,!?'\"-{}"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])).map("".join), max_size=12).map(
    "".join
)


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("features")


def in_python(
    files: dict[str, bytes], texts: Sequence[str], vectors: Sequence[np.ndarray]
) -> list[Any] | dict[str, str]:
    try:
        features = read_feature_set(files[FEATURES], files.get(TAGGERS), "trip", LABELS, DIMENSION)
        found = [
            FeatureFinder(features, lambda _, own=own: own).find(text)
            for text, own in zip(texts, vectors, strict=True)
        ]
        without = FeatureFinder(features, lambda _: np.zeros(0))
        assert [each.by_rule for each in found] == [without.find_by_rule(each) for each in texts]
        return [
            {
                "entities": [
                    [
                        *(each.name, each.start, each.end, each.value),
                        *(each.role, each.score, each.kind, each.calibrated),
                    ]
                    for each in one.entities
                ],
                "by_rule": one.by_rule,
            }
            for one in found
        ]
    except (BundleDamagedError, InputTooLargeError) as error:
        return {"refused": error.code}


def compare(ask: Ask, files: dict[str, bytes], texts: Sequence[str], seed: int = 0) -> list[Any]:
    """Compare what both find, with random vectors of words; return it."""
    chance = np.random.default_rng(seed)
    finder = FeatureFinder(FeatureSet(_language(files)), lambda _: np.zeros(0))
    counts = [len(finder.tokens(each)) for each in texts]
    vectors = [chance.integers(-400, 400, (each, DIMENSION)).astype(float) for each in counts]
    taggers = files.get(TAGGERS)
    request = {
        "features": base64.b64encode(files[FEATURES]).decode(),
        "taggers": None if taggers is None else base64.b64encode(taggers).decode(),
        "labels": LABELS,
        "dimension": DIMENSION,
        "texts": texts,
        "vectors": [each.tolist() for each in vectors],
    }
    expected = in_python(files, texts, vectors)
    found = ask(request)
    assert _near(found) == _near(expected)
    return found


def _language(files: dict[str, bytes]) -> str:
    try:
        return str(json.loads(files[FEATURES])["language"])
    except (ValueError, KeyError, TypeError):
        return "en"


def _near(found: Any) -> Any:
    if isinstance(found, dict):
        return found
    return [
        {
            "entities": [
                [*each[:5], each[5] and pytest.approx(each[5], abs=NEAR), *each[6:]]
                for each in one["entities"]
            ],
            "by_rule": sorted(one["by_rule"]),
        }
        for one in found
    ]


def test_a_sentence_has_the_same_entities_and_roles(ask: Ask) -> None:
    definitions = FeatureDefinitions(
        "en",
        (
            EntityDefinition("town", {"Oslo": ("Christiania",), "New York": ("NY",)}),
            EntityDefinition("code", expressions=(r"\bno-\d+",)),
            EntityDefinition("count", kinds=("number",)),
            EntityDefinition("wish", anything=True),
        ),
        patterns=(
            PatternDefinition("from {town:from} to {town:to}[.]", "ask"),
            PatternDefinition("{town:last}", "ask"),
            PatternDefinition("I want {wish:first} please", "ask"),
        ),
    )
    text = "😀 Two from Christiania to new york. Oslo no-12, I want a 👍🏽 seat please"
    (found,) = compare(ask, write_feature_set(compile_definitions(definitions)), [text])
    assert [(each[0], text[each[1] : each[2]], each[4]) for each in found["entities"]] == [
        ("count", "Two", ""),
        ("town", "Christiania", "from"),
        ("town", "new york", "to"),
        ("town", "Oslo", "last"),
        ("code", "no-12", ""),
        ("count", "12", ""),
        ("wish", "a 👍🏽 seat", "first"),
    ]
    assert {"entity town", "entity town as from", "entity count", "pattern ask"} <= {
        *found["by_rule"]
    }


def expressions() -> st.SearchStrategy[str]:
    """Return regular expressions of all parts that the compiler knows."""
    atoms = st.sampled_from(
        [*"abo.é😀", "[a-m]", "[^o]", r"\d", r"\w", r"\s", r"\b", r"\B", "^", "$", r"\p{Lu}", "new"]
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
            st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "+?", "{1,3}", "{2}"])).map(
                lambda two: f"(?:{two[0]}){two[1]}"
            ),
        ),
        max_leaves=8,
    )


def few(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def enumerate_names(some: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"e{number}", each) for number, each in enumerate(some)]


def patterns() -> st.SearchStrategy[str]:
    """Return patterns with entities, roles, words that may be left out, and any words."""
    atoms = st.sampled_from(
        [*WORDS, *ODD[:4], "{town}", "{town:from}", "{town:to}", "{code}", "{wish}", "{wish:last}"]
    )
    inner = st.recursive(
        atoms,
        lambda part: st.one_of(
            st.lists(part, min_size=1, max_size=3).map(" ".join),
            st.tuples(part, part).map(lambda two: f"({two[0]}|{two[1]})"),
            part.map(lambda one: f"[{one}]"),
        ),
        max_leaves=6,
    )
    ends = st.sampled_from(["", "^"])
    return st.tuples(ends, inner, ends).map("".join)


def compiled(definitions: FeatureDefinitions) -> FeatureSet:
    """Compile definitions; those that can't be are another test's."""
    try:
        return compile_definitions(definitions)
    except OptionError:
        assume(False)  # noqa: FBT003 - hypothesis's own
        raise


def tagger(chance: random.Random, kinds: int, names: Sequence[str]) -> SequenceTagger:
    """Return a tagger of random weights for some features."""
    tags = 2 * kinds + 1
    numbers = np.random.default_rng(chance.randrange(2**32))
    weights = (
        numbers.integers(-300, 300, (tags, DIMENSION)),
        numbers.integers(-3000, 3000, (len(names), tags)),
        numbers.integers(-300, 300, tags),
    )
    unit = chance.choice([1.0, 16.0, 1000.0])
    return SequenceTagger(kinds, {each: at for at, each in enumerate(names)}, *weights, 256, unit)


@given(
    data=st.data(),
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    language=st.sampled_from(["en", "ja", "ko"]),
)
@settings(max_examples=300, deadline=None)
def test_all_ways_together_find_the_same(
    ask: Ask, data: st.DataObject, texts: list[str], language: str
) -> None:
    phrases = few(TEXTS.filter(str.strip) | st.sampled_from(WORDS))
    kinds = ("number", "ordinal", "email") if language != "ko" else ()
    definitions = FeatureDefinitions(
        language,
        (
            EntityDefinition("town", {"Oslo": ("new Oslo",), "Rome": (), "a": data.draw(phrases)}),
            EntityDefinition("code", expressions=data.draw(few(expressions()))),
            EntityDefinition("count", kinds=kinds),
            EntityDefinition("wish", anything=True, exceptions=data.draw(phrases)),
            EntityDefinition("place", learned=True, needs=data.draw(NEEDS)),
        ),
        (PhraseListDefinition("polite", data.draw(phrases)),),
        dict(enumerate_names(data.draw(few(expressions())))),
        tuple(PatternDefinition(each, "ask") for each in data.draw(few(patterns()))),
    )  # fmt: skip
    features = compiled(definitions)
    chance = data.draw(st.randoms(use_true_random=False))
    names = [*("word 0 oslo", "word 1 ", "far to", "begin new", "kind word 4"), *MARKS]
    learned = LearnedEntities(
        tagger(chance, 2, names),
        (("place", ""), ("town", "from")),
        data.draw(st.sampled_from([None, (1.5, -0.5), (-2.0, 9.0)])),
    )
    files = write_feature_set(features.with_learned((learned,)))
    compare(ask, files, texts, chance.randrange(2**32))


def strangers_program(
    chance: random.Random, operations: Sequence[str], counted: int
) -> tuple[Instruction, ...]:
    """Return any program that the checks let through."""
    length = chance.randrange(1, 14)
    steps = [
        Instruction(chance.choice(operations), chance.randrange(counted), 0)
        if chance.random() < 0.6
        else Instruction(
            chance.choice(["jump", "split", "split", "match", "start", "end"]),
            chance.randrange(length),
            chance.randrange(length),
        )
        for _ in range(length - 1)
    ]
    return (*steps, Instruction("match"))


@given(chance=st.randoms(use_true_random=False), texts=st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_programs_of_strangers_find_the_same(
    ask: Ask, chance: random.Random, texts: list[str]
) -> None:
    sets = ((97, 122), (32, 32, 48, 57), (0, 0x10FFFF))
    words = ("to", "oslo", "a")
    parts = (("town", "from"), ("wish", ""), ("wish", "last"))
    of_words = ["word", "token", "token", "entity", "open", "close"]
    features = FeatureSet(
        "en",
        lists=compile_definitions(
            FeatureDefinitions(entities=(EntityDefinition("town", {"Oslo": ("a",), "Rome": ()}),))
        ).lists,
        expressions={
            "code": tuple(
                RegularExpression(strangers_program(chance, ["set", "edge", "inside"], 3), sets)
                for _ in range(2)
            )
        },
        anything=compile_definitions(
            FeatureDefinitions(entities=(EntityDefinition("wish", anything=True),))
        ).anything,
        patterns=tuple(
            LabelPattern(TextPattern(strangers_program(chance, of_words, 3), words, parts), "ask")
            for _ in range(3)
        ),
    )
    compare(ask, write_feature_set(features), texts)


def test_long_texts_take_bounded_time_and_memory(ask: Ask) -> None:
    slow = FeatureSet(
        "en",
        expressions={
            "loops": (compile_expression("(a*)*b"), compile_expression("(a|aa|.)*(x+x+)+y")),
        },
        patterns=(LabelPattern(compile_pattern("({wish} {wish:last})", ["wish"]), "ask"),),
        anything={},
    )
    compare(ask, write_feature_set(slow), ["a" * 5_000, "x" * 5_000, "a " * 1_000])
    greedy = tuple(
        [Instruction("split", at + 1, 1000 + at) for at in range(1000)]
        + [Instruction("set", 0), Instruction("jump", 0)]
        + [Instruction("set", 1)] * 997
        + [Instruction("match")]
    )
    files = write_feature_set(
        FeatureSet("en", expressions={"all": (RegularExpression(greedy, ((97, 97), (98, 98))),)})
    )
    assert compare(ask, files, ["a" * 20_000]) == {"refused": "input-too-large"}


def test_altered_files_are_refused_alike(ask: Ask) -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    learned = LearnedEntities(tagger(chance, 1, ["a", "b"]), (("place", "from"),), (1.0, 0.5))
    definitions = FeatureDefinitions(
        "en",
        (
            EntityDefinition("town", {"Oslo": ("new Oslo",)}, needs=("code",)),
            EntityDefinition("code", expressions=(r"\bno-\d+", "[a-c]x")),
            EntityDefinition("wish", anything=True),
            EntityDefinition("trip", expressions=("to .*",), parts=("town", "wish")),
        ),
        (PhraseListDefinition("polite", ("please",)),),
        {"shout": "!+"},
        (PatternDefinition("to {town:from} [please] {wish}", "ask"),),
        {"ask": ("polite",)},
    )
    files = write_feature_set(compile_definitions(definitions).with_learned((learned,)))
    odd: list[Any] = [None, -1, 3.5, "x", [], {}, ["jump", 99, 0], ["set", 99, 0], [5, 2], True, 7]
    refused = 0
    for turn in range(500):
        value = json.loads(files[FEATURES])
        place: Any = value
        while True:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            if not keys:
                break
            key = chance.choice(list(keys))
            if not isinstance(place[key], dict | list) or chance.random() < 0.2:
                place[key] = chance.choice(odd)
                break
            place = place[key]
        altered = {**files, FEATURES: json.dumps(value).encode()}
        found = compare(ask, altered, ["to Oslo, please! no-12"], turn)
        refused += isinstance(found, dict)
    assert refused > 200
    tensors = files[TAGGERS]
    for taggers in (None, b"", tensors[:-1], tensors + b"\0", files[FEATURES]):
        altered = {FEATURES: files[FEATURES]} | ({} if taggers is None else {TAGGERS: taggers})
        assert compare(ask, altered, ["to Oslo"]) == {"refused": "bundle-damaged"}
    for content in (b"", b"{}", b"[]", b"\xff"):
        assert compare(ask, {FEATURES: content}, ["to Oslo"]) == {"refused": "bundle-damaged"}


def test_languages_without_spaces_are_known(ask: Ask) -> None:
    definitions = FeatureDefinitions("ja", (EntityDefinition("town", {"東 京": ()}),))
    for language in ("ja", "zh", "en", "ko"):
        files = write_feature_set(compile_definitions(definitions))
        files[FEATURES] = files[FEATURES].replace(b'"ja"', f'"{language}"'.encode())
        compare(ask, files, ["東京 東 京", "東 x 京"])
