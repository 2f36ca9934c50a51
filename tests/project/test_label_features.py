"""Phrase lists, patterns and entities help to predict the label, from training to the call."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vizsla

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
PATTERNS = DATA / "luis" / "custom-domain-patterns-HumanResources.json"
ASKED = ("when does the van to {} leave", "deliver this to {} please", "how far is it to {}")


def made_up(seed: int, count: int) -> list[str]:
    """Return names of towns that nobody heard of."""
    chance = random.Random(seed)  # noqa: S311 - a test
    starts, ends = ("bre", "kal", "mo", "ter", "wil", "sa", "nor"), ("dun", "ga", "li", "mer", "tu")
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choice(starts) for _ in range(2)) + chance.choice(ends)] = None
    return list(names)


TOWNS = made_up(1, 110)
NORTH, SOUTH = TOWNS[:55], TOWNS[55:]


def question(town: str) -> str:
    return ASKED[len(town) % len(ASKED)].format(town)


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[vizsla.Project]:
    """A project whose labels only a list of towns tells apart; five towns a label are not shown."""
    with vizsla.Project.open("towns", kind="text-classification") as project:
        texts = {"north": NORTH[:50], "south": SOUTH[:50]}
        rows = [f"{question(town)},{label}" for label, some in texts.items() for town in some]
        table = tmp_path / "towns.csv"
        table.write_text("\n".join(("text,label", *rows)), encoding="utf-8")
        project.add(table)
        yield project


def test_a_phrase_list_helps_where_words_do_not(towns: vizsla.Project) -> None:
    before = towns.train()
    assert before.gap is not None
    towns.add_phrase_list("northern", NORTH)
    run = towns.train()

    (measured,) = run.trained.measured_features.each
    assert measured.title == "list northern"
    assert measured.factor > 0
    assert measured.gain.low > 0.1
    assert run.gap is not None
    assert run.gap.validation_accuracy > before.gap.validation_accuracy + 0.2
    assert "The feature 'list northern' helps: alone it adds +" in str(run)
    report = towns.test(run)
    assert report.accuracy is not None
    assert report.accuracy > 0.9

    function = towns.publish(run)
    for name, some in (("north", NORTH[50:]), ("south", SOUTH[50:])):
        assert [function(question(town)).answer for town in some] == [name] * 5
    assert function.find_by_rule(question(NORTH[50])) == {"list northern"}


def test_a_list_for_one_label_says_nothing_of_the_other(towns: vizsla.Project) -> None:
    towns.add_phrase_list("northern", NORTH, labels=["north"])
    table = towns.train().trained.weights_by_name

    assert table is not None
    assert table.weights[1].tolist() == [0.0]


def test_a_training_names_the_labels_of_features_that_no_example_has(
    towns: vizsla.Project,
) -> None:
    (label, *_) = sorted({each.label for each in towns if each.label})
    towns.add_phrase_list("known", ["van"], labels=[label])
    assert not [each for each in towns.train().notes if "Features name" in each]
    towns.add_phrase_list("typed wrong", ["van"], labels=[f"{label}x"])
    towns.add_pattern("to the ferry", "boats")
    (note,) = [each for each in towns.train().notes if "Features name" in each]
    assert all(f"'{each}'" in note for each in (f"{label}x", "boats"))


def test_a_text_without_a_required_feature_never_has_the_label(towns: vizsla.Project) -> None:
    towns.add_phrase_list("northern", NORTH[:30])
    towns.add_phrase_list("places", TOWNS)
    with pytest.raises(vizsla.OptionError, match="northern, places"):
        towns.require("north", "nothing")
    towns.require("north", "northern")
    run = towns.train()
    function = towns.publish(run, untested=True)

    assert {function(question(town)).answer for town in NORTH[30:]} == {"south"}
    keys, trained = {each.sha256: each for each in towns}, run.trained
    north = trained.labels.index("north")
    for key, row in zip(trained.keys, trained.predicted, strict=True):
        text = towns.content(keys[key].id).decode()
        assert row != north or any(town in text for town in NORTH[:30])
    why = function.explain(question(NORTH[40]), "north")
    assert why.missing == ("northern",)
    assert max(each.weight for each in why.words) == 0
    assert "it requires northern, which is not there" in str(why)
    towns.require("north")
    assert towns.features().required == {}


def test_the_explanation_names_the_features_that_speak_for_a_label(towns: vizsla.Project) -> None:
    towns.add_phrase_list("northern", NORTH)
    function = towns.publish(towns.train(), untested=True)

    why = function.explain(question(NORTH[52]))
    assert why.label == "north"
    (feature,) = why.features
    assert feature.name == "list northern"
    assert feature.log_odds > 1
    assert f"list northern {feature.log_odds:+.2f}" in str(why)
    assert why.to_dict()["features"][0]["name"] == "list northern"
    against = function.explain(question(NORTH[52]), "south")
    assert against.features[0].log_odds == pytest.approx(-feature.log_odds)
    assert function.explain(question(SOUTH[52])).features == ()


@pytest.mark.skipif(not PATTERNS.exists(), reason="VIZSLA_TEST_DATA has no exported app")
def test_patterns_of_an_exported_app_help_to_tell_its_intents_apart() -> None:
    with vizsla.import_assistant(PATTERNS, "hr").project as project:
        measured = project.train(test=0).trained.measured_features

    used = {each.title for each in measured.each if each.factor}
    assert {"pattern OrgChart-Manager", "pattern OrgChart-Reports"} <= used
    assert measured.together is not None
    assert measured.together.low > 0
